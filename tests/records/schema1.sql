BEGIN TRANSACTION;
CREATE TABLE commitments (
	run TEXT NOT NULL, 
	id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	first TEXT, 
	last TEXT, 
	place TEXT, 
	type TEXT NOT NULL, 
	status TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (run, id), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "commitments" VALUES('355c6802976890ab','6cf84a08cd863fe4',0,156,'2024-05-15',NULL,NULL,'COOPERATE','open','{"sentence":2,"span":{"start":156,"end":184},"parties":[{"start":28,"end":36,"sentence":1,"head":0,"text":"Portugal","name":"Portugal","code":"PRT","sector":"GOV","kind":"state","chain":3}],"action":"COOPERATE","words":"hold joint patrols","dating":{"first":"2024-05-15","last":null,"granularity":null,"basis":"bounded"},"regularity":"regularly","attribution":[{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}}],"rule":"willing-to"}');
INSERT INTO "commitments" VALUES('2d47433e729e819a','6cf84a08cd863fe4',0,156,'2024-05-15',NULL,NULL,'COOPERATE','open','{"sentence":2,"span":{"start":156,"end":184},"parties":[{"start":28,"end":36,"sentence":1,"head":0,"text":"Portugal","name":"Portugal","code":"PRT","sector":"GOV","kind":"state","chain":3}],"action":"COOPERATE","words":"hold joint patrols","dating":{"first":"2024-05-15","last":null,"granularity":null,"basis":"bounded"},"regularity":"regularly","attribution":[{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}}],"rule":"willing-to"}');
INSERT INTO "commitments" VALUES('f4abcec38ea70e27','2285de089f2ad44a',0,156,'2024-05-15',NULL,NULL,'COOPERATE','open','{"sentence":2,"span":{"start":156,"end":184},"parties":[{"start":28,"end":36,"sentence":1,"head":0,"text":"Portugal","name":"Portugal","code":"PRT","sector":"GOV","kind":"state","chain":3}],"action":"COOPERATE","words":"hold joint patrols","dating":{"first":"2024-05-15","last":null,"granularity":null,"basis":"bounded"},"regularity":"regularly","attribution":[{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}}],"rule":"willing-to"}');
CREATE TABLE counts (
	run TEXT NOT NULL, 
	id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	first TEXT, 
	last TEXT, 
	place TEXT, 
	type TEXT NOT NULL, 
	asserted INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (run, id), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "counts" VALUES('355c6802976890ab','0ee6c0e4402fe01f',0,186,'2024-01-01','2024-05-15',NULL,'CONSULT',2,'{"sentence":3,"span":{"start":186,"end":215},"type":"CONSULT","actors":[{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"},{"start":66,"end":95,"sentence":1,"head":0,"text":"Chilean counterpart Luis Vega","name":"Luis Vega","code":"CHL","sector":"GOV","kind":"person","chain":2}],"asserted":2,"dating":{"first":"2024-01-01","last":"2024-05-15","granularity":"year","basis":"stated"},"matching":["e1"],"verdict":"fewer","rule":"times"}');
INSERT INTO "counts" VALUES('2d47433e729e819a','0ee6c0e4402fe01f',0,186,'2024-01-01','2024-05-15',NULL,'CONSULT',2,'{"sentence":3,"span":{"start":186,"end":215},"type":"CONSULT","actors":[{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"},{"start":66,"end":95,"sentence":1,"head":0,"text":"Chilean counterpart Luis Vega","name":"Luis Vega","code":"CHL","sector":"GOV","kind":"person","chain":2}],"asserted":2,"dating":{"first":"2024-01-01","last":"2024-05-15","granularity":"year","basis":"stated"},"matching":["e1"],"verdict":"fewer","rule":"times"}');
INSERT INTO "counts" VALUES('f4abcec38ea70e27','f0cd73e9680cdeff',0,186,'2024-01-01','2024-05-15',NULL,'CONSULT',2,'{"sentence":3,"span":{"start":186,"end":215},"type":"CONSULT","actors":[{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"},{"start":66,"end":95,"sentence":1,"head":0,"text":"Chilean counterpart Luis Vega","name":"Luis Vega","code":"CHL","sector":"GOV","kind":"person","chain":2}],"asserted":2,"dating":{"first":"2024-01-01","last":"2024-05-15","granularity":"year","basis":"stated"},"matching":["e1"],"verdict":"fewer","rule":"times"}');
CREATE TABLE events (
	run TEXT NOT NULL, 
	id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	sources TEXT NOT NULL, 
	PRIMARY KEY (run, id), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "events" VALUES('355c6802976890ab','e3',0,'["porto.txt"]');
INSERT INTO "events" VALUES('355c6802976890ab','e1',1,'["porto.txt"]');
INSERT INTO "events" VALUES('355c6802976890ab','e2',2,'["porto.txt"]');
INSERT INTO "events" VALUES('2d47433e729e819a','e3',0,'["porto.txt"]');
INSERT INTO "events" VALUES('2d47433e729e819a','e1',1,'["porto.txt"]');
INSERT INTO "events" VALUES('2d47433e729e819a','e2',2,'["porto.txt"]');
INSERT INTO "events" VALUES('f4abcec38ea70e27','e3',0,'["lisbon.txt"]');
INSERT INTO "events" VALUES('f4abcec38ea70e27','e1',1,'["lisbon.txt"]');
INSERT INTO "events" VALUES('f4abcec38ea70e27','e2',2,'["lisbon.txt"]');
CREATE TABLE judgements (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	target TEXT NOT NULL, 
	field TEXT, 
	value TEXT, 
	who TEXT NOT NULL, 
	why TEXT NOT NULL, 
	moment TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id)
);
INSERT INTO "judgements" VALUES(1,'d9f722b8cc504d5a','reject','e2',NULL,NULL,'A. Reader','wrong','2026-11-23T17:38:19.159192+00:00');
INSERT INTO "judgements" VALUES(2,'1760dabe9a9c8264','correct','e1','type','SUPPORT','A. Reader','they signed','2026-11-23T17:38:19.226083+00:00');
INSERT INTO "judgements" VALUES(3,'821fa65050be72a2','reject','e3',NULL,NULL,'B','-','2026-11-23T17:38:19.263061+00:00');
INSERT INTO "judgements" VALUES(4,'627106ba1c3d21b2','undo','e3',NULL,'821fa65050be72a2','B','right','2026-11-23T17:38:19.296102+00:00');
CREATE TABLE mentions (
	run TEXT NOT NULL, 
	event TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	rule TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (run, event, number), 
	FOREIGN KEY(run, event) REFERENCES events (run, id)
);
INSERT INTO "mentions" VALUES('355c6802976890ab','e3',0,186,216,'meet','{"start":186,"end":216,"sentence":3,"head":2,"trigger":{"start":196,"end":205},"type":"CONSULT","mode":null,"actors":[{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"},{"start":66,"end":95,"sentence":1,"head":0,"text":"Chilean counterpart Luis Vega","name":"Luis Vega","code":"CHL","sector":"GOV","kind":"person","chain":2}],"recipients":[],"dating":{"first":"2024-01-01","last":"2024-05-15","granularity":"year","basis":"stated"},"factuality":"actual","confidence":0.6,"rule":"meet"}');
INSERT INTO "mentions" VALUES('355c6802976890ab','e1',0,25,116,'meet','{"start":25,"end":116,"sentence":1,"head":5,"trigger":{"start":58,"end":65},"type":"CONSULT","mode":"visit","actors":[{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}],"recipients":[{"start":66,"end":95,"sentence":1,"head":0,"text":"Chilean counterpart Luis Vega","name":"Luis Vega","code":"CHL","sector":"GOV","kind":"person","chain":2}],"dating":{"first":"2024-05-14","last":"2024-05-14","granularity":"day","basis":"stated","time":{"start":108,"end":115,"type":"DATE","value":"2024-05-14","first":"2024-05-14","last":"2024-05-14","granularity":"day","sentence":1,"head":0,"rule":"weekday"}},"factuality":"actual","confidence":0.9,"rule":"meet","context":["diplomatic"],"place":{"start":99,"end":104,"sentence":1,"head":0,"name":"Porto","geonameid":2735943,"lat":41.15,"lon":-8.61,"country":"PRT","resolution":"city"},"attribution":[{"name":"The Daily"}],"count":1,"derivation":[{"field":"type","value":"CONSULT:visit","rule":"meet","spans":[{"start":58,"end":65}]},{"field":"date","value":"2024-05-14","rule":"weekday","spans":[{"start":108,"end":115}]}]}');
INSERT INTO "mentions" VALUES('355c6802976890ab','e2',0,133,184,'willing','{"start":133,"end":184,"sentence":2,"head":4,"trigger":{"start":145,"end":152},"type":"AGREE","mode":null,"actors":[{"start":28,"end":36,"sentence":1,"head":0,"text":"Portugal","name":"Portugal","code":"PRT","sector":"GOV","kind":"state","chain":3}],"recipients":[],"dating":{"first":"2024-05-15","last":"2024-05-15","granularity":"day","basis":"publication"},"factuality":"actual","confidence":0.7,"rule":"willing","speaker":{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},"attribution":[{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},{"name":"The Daily"}]}');
INSERT INTO "mentions" VALUES('355c6802976890ab','e2',1,133,184,'willing','{"start":133,"end":184,"sentence":2,"head":4,"trigger":{"start":145,"end":152},"type":"AGREE","mode":null,"actors":[{"start":28,"end":36,"sentence":1,"head":0,"text":"Portugal","name":"Portugal","code":"PRT","sector":"GOV","kind":"state","chain":3}],"recipients":[],"dating":{"first":"2024-05-15","last":"2024-05-15","granularity":"day","basis":"publication"},"factuality":"actual","confidence":0.5,"rule":"willing","speaker":{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},"attribution":[{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},{"name":"The Daily"}]}');
INSERT INTO "mentions" VALUES('2d47433e729e819a','e3',0,186,216,'meet','{"start":186,"end":216,"sentence":3,"head":2,"trigger":{"start":196,"end":205},"type":"CONSULT","mode":null,"actors":[{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"},{"start":66,"end":95,"sentence":1,"head":0,"text":"Chilean counterpart Luis Vega","name":"Luis Vega","code":"CHL","sector":"GOV","kind":"person","chain":2}],"recipients":[],"dating":{"first":"2024-01-01","last":"2024-05-15","granularity":"year","basis":"stated"},"factuality":"actual","confidence":0.6,"rule":"meet"}');
INSERT INTO "mentions" VALUES('2d47433e729e819a','e1',0,25,116,'meet','{"start":25,"end":116,"sentence":1,"head":5,"trigger":{"start":58,"end":65},"type":"CONSULT","mode":"visit","actors":[{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}],"recipients":[{"start":66,"end":95,"sentence":1,"head":0,"text":"Chilean counterpart Luis Vega","name":"Luis Vega","code":"CHL","sector":"GOV","kind":"person","chain":2}],"dating":{"first":"2024-05-14","last":"2024-05-14","granularity":"day","basis":"stated","time":{"start":108,"end":115,"type":"DATE","value":"2024-05-14","first":"2024-05-14","last":"2024-05-14","granularity":"day","sentence":1,"head":0,"rule":"weekday"}},"factuality":"actual","confidence":0.9,"rule":"meet","context":["diplomatic"],"place":{"start":99,"end":104,"sentence":1,"head":0,"name":"Porto","geonameid":2735943,"lat":41.15,"lon":-8.61,"country":"PRT","resolution":"city"},"attribution":[{"name":"The Daily"}],"count":1,"derivation":[{"field":"type","value":"CONSULT:visit","rule":"meet","spans":[{"start":58,"end":65}]},{"field":"date","value":"2024-05-14","rule":"weekday","spans":[{"start":108,"end":115}]}]}');
INSERT INTO "mentions" VALUES('2d47433e729e819a','e2',0,133,184,'willing','{"start":133,"end":184,"sentence":2,"head":4,"trigger":{"start":145,"end":152},"type":"AGREE","mode":null,"actors":[{"start":28,"end":36,"sentence":1,"head":0,"text":"Portugal","name":"Portugal","code":"PRT","sector":"GOV","kind":"state","chain":3}],"recipients":[],"dating":{"first":"2024-05-15","last":"2024-05-15","granularity":"day","basis":"publication"},"factuality":"actual","confidence":0.7,"rule":"willing","speaker":{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},"attribution":[{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},{"name":"The Daily"}]}');
INSERT INTO "mentions" VALUES('2d47433e729e819a','e2',1,133,184,'willing','{"start":133,"end":184,"sentence":2,"head":4,"trigger":{"start":145,"end":152},"type":"AGREE","mode":null,"actors":[{"start":28,"end":36,"sentence":1,"head":0,"text":"Portugal","name":"Portugal","code":"PRT","sector":"GOV","kind":"state","chain":3}],"recipients":[],"dating":{"first":"2024-05-15","last":"2024-05-15","granularity":"day","basis":"publication"},"factuality":"actual","confidence":0.5,"rule":"willing","speaker":{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},"attribution":[{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},{"name":"The Daily"}]}');
INSERT INTO "mentions" VALUES('f4abcec38ea70e27','e3',0,186,216,'meet','{"start":186,"end":216,"sentence":3,"head":2,"trigger":{"start":196,"end":205},"type":"CONSULT","mode":null,"actors":[{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"},{"start":66,"end":95,"sentence":1,"head":0,"text":"Chilean counterpart Luis Vega","name":"Luis Vega","code":"CHL","sector":"GOV","kind":"person","chain":2}],"recipients":[],"dating":{"first":"2024-01-01","last":"2024-05-15","granularity":"year","basis":"stated"},"factuality":"actual","confidence":0.6,"rule":"meet"}');
INSERT INTO "mentions" VALUES('f4abcec38ea70e27','e1',0,25,116,'meet','{"start":25,"end":116,"sentence":1,"head":5,"trigger":{"start":58,"end":65},"type":"CONSULT","mode":"visit","actors":[{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}],"recipients":[{"start":66,"end":95,"sentence":1,"head":0,"text":"Chilean counterpart Luis Vega","name":"Luis Vega","code":"CHL","sector":"GOV","kind":"person","chain":2}],"dating":{"first":"2024-05-14","last":"2024-05-14","granularity":"day","basis":"stated","time":{"start":108,"end":115,"type":"DATE","value":"2024-05-14","first":"2024-05-14","last":"2024-05-14","granularity":"day","sentence":1,"head":0,"rule":"weekday"}},"factuality":"actual","confidence":0.9,"rule":"meet","context":["diplomatic"],"place":{"start":99,"end":104,"sentence":1,"head":0,"name":"Porto","geonameid":2735943,"lat":41.15,"lon":-8.61,"country":"PRT","resolution":"city"},"attribution":[{"name":"The Daily"}],"count":1,"derivation":[{"field":"type","value":"CONSULT:visit","rule":"meet","spans":[{"start":58,"end":65}]},{"field":"date","value":"2024-05-14","rule":"weekday","spans":[{"start":108,"end":115}]}]}');
INSERT INTO "mentions" VALUES('f4abcec38ea70e27','e2',0,133,184,'willing','{"start":133,"end":184,"sentence":2,"head":4,"trigger":{"start":145,"end":152},"type":"AGREE","mode":null,"actors":[{"start":28,"end":36,"sentence":1,"head":0,"text":"Portugal","name":"Portugal","code":"PRT","sector":"GOV","kind":"state","chain":3}],"recipients":[],"dating":{"first":"2024-05-15","last":"2024-05-15","granularity":"day","basis":"publication"},"factuality":"actual","confidence":0.7,"rule":"willing","speaker":{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},"attribution":[{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},{"name":"The Daily"}]}');
INSERT INTO "mentions" VALUES('f4abcec38ea70e27','e2',1,133,184,'willing','{"start":133,"end":184,"sentence":2,"head":4,"trigger":{"start":145,"end":152},"type":"AGREE","mode":null,"actors":[{"start":28,"end":36,"sentence":1,"head":0,"text":"Portugal","name":"Portugal","code":"PRT","sector":"GOV","kind":"state","chain":3}],"recipients":[],"dating":{"first":"2024-05-15","last":"2024-05-15","granularity":"day","basis":"publication"},"factuality":"actual","confidence":0.5,"rule":"willing","speaker":{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},"attribution":[{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},{"name":"The Daily"}]}');
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE participants (
	number INTEGER NOT NULL, 
	run TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	item TEXT NOT NULL, 
	role TEXT NOT NULL, 
	code TEXT, 
	sector TEXT, 
	name TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "participants" VALUES(1,'355c6802976890ab','statement','de016b90a255ee33','speaker','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(2,'355c6802976890ab','commitment','6cf84a08cd863fe4','actor','PRT','GOV','portugal');
INSERT INTO "participants" VALUES(3,'355c6802976890ab','commitment','6cf84a08cd863fe4','speaker','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(4,'355c6802976890ab','count','0ee6c0e4402fe01f','actor','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(5,'355c6802976890ab','count','0ee6c0e4402fe01f','actor','CHL','GOV','luis vega');
INSERT INTO "participants" VALUES(12,'2d47433e729e819a','statement','de016b90a255ee33','speaker','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(13,'2d47433e729e819a','commitment','6cf84a08cd863fe4','actor','PRT','GOV','portugal');
INSERT INTO "participants" VALUES(14,'2d47433e729e819a','commitment','6cf84a08cd863fe4','speaker','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(15,'2d47433e729e819a','count','0ee6c0e4402fe01f','actor','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(16,'2d47433e729e819a','count','0ee6c0e4402fe01f','actor','CHL','GOV','luis vega');
INSERT INTO "participants" VALUES(23,'f4abcec38ea70e27','statement','c499467ab6112ffe','speaker','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(24,'f4abcec38ea70e27','commitment','2285de089f2ad44a','actor','PRT','GOV','portugal');
INSERT INTO "participants" VALUES(25,'f4abcec38ea70e27','commitment','2285de089f2ad44a','speaker','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(26,'f4abcec38ea70e27','count','f0cd73e9680cdeff','actor','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(27,'f4abcec38ea70e27','count','f0cd73e9680cdeff','actor','CHL','GOV','luis vega');
INSERT INTO "participants" VALUES(32,'2d47433e729e819a','event','e1','actor','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(33,'2d47433e729e819a','event','e1','recipient','CHL','GOV','luis vega');
INSERT INTO "participants" VALUES(34,'f4abcec38ea70e27','event','e1','actor','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(35,'f4abcec38ea70e27','event','e1','recipient','CHL','GOV','luis vega');
INSERT INTO "participants" VALUES(36,'2d47433e729e819a','event','e3','actor','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(37,'2d47433e729e819a','event','e3','actor','CHL','GOV','luis vega');
INSERT INTO "participants" VALUES(38,'f4abcec38ea70e27','event','e3','actor','PRT','GOV','ana sousa');
INSERT INTO "participants" VALUES(39,'f4abcec38ea70e27','event','e3','actor','CHL','GOV','luis vega');
CREATE TABLE passages (
	number INTEGER NOT NULL, 
	run TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	item TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "passages" VALUES(1,'355c6802976890ab','event','e3','They have met twice this year.');
INSERT INTO "passages" VALUES(2,'355c6802976890ab','event','e1','🇵🇹 Portugal''s minister Ana Sousa met her Chilean counterpart Luis Vega in Porto on Tuesday.');
INSERT INTO "passages" VALUES(3,'355c6802976890ab','event','e2','Portugal is willing to hold joint patrols regularly');
INSERT INTO "passages" VALUES(4,'355c6802976890ab','event','e2','Portugal is willing to hold joint patrols regularly');
INSERT INTO "passages" VALUES(5,'355c6802976890ab','statement','de016b90a255ee33','Portugal is willing to hold joint patrols regularly');
INSERT INTO "passages" VALUES(6,'355c6802976890ab','commitment','6cf84a08cd863fe4','hold joint patrols regularly');
INSERT INTO "passages" VALUES(7,'355c6802976890ab','count','0ee6c0e4402fe01f','They have met twice this year');
INSERT INTO "passages" VALUES(8,'2d47433e729e819a','event','e3','They have met twice this year.');
INSERT INTO "passages" VALUES(9,'2d47433e729e819a','event','e1','🇵🇹 Portugal''s minister Ana Sousa met her Chilean counterpart Luis Vega in Porto on Tuesday.');
INSERT INTO "passages" VALUES(10,'2d47433e729e819a','event','e2','Portugal is willing to hold joint patrols regularly');
INSERT INTO "passages" VALUES(11,'2d47433e729e819a','event','e2','Portugal is willing to hold joint patrols regularly');
INSERT INTO "passages" VALUES(12,'2d47433e729e819a','statement','de016b90a255ee33','Portugal is willing to hold joint patrols regularly');
INSERT INTO "passages" VALUES(13,'2d47433e729e819a','commitment','6cf84a08cd863fe4','hold joint patrols regularly');
INSERT INTO "passages" VALUES(14,'2d47433e729e819a','count','0ee6c0e4402fe01f','They have met twice this year');
INSERT INTO "passages" VALUES(15,'f4abcec38ea70e27','event','e3','They have met twice this year.');
INSERT INTO "passages" VALUES(16,'f4abcec38ea70e27','event','e1','🇵🇹 Portugal''s minister Ana Sousa met her Chilean counterpart Luis Vega in Porto on Tuesday.');
INSERT INTO "passages" VALUES(17,'f4abcec38ea70e27','event','e2','Portugal is willing to hold joint patrols regularly');
INSERT INTO "passages" VALUES(18,'f4abcec38ea70e27','event','e2','Portugal is willing to hold joint patrols regularly');
INSERT INTO "passages" VALUES(19,'f4abcec38ea70e27','statement','c499467ab6112ffe','Portugal is willing to hold joint patrols regularly');
INSERT INTO "passages" VALUES(20,'f4abcec38ea70e27','commitment','2285de089f2ad44a','hold joint patrols regularly');
INSERT INTO "passages" VALUES(21,'f4abcec38ea70e27','count','f0cd73e9680cdeff','They have met twice this year');
CREATE TABLE problems (
	id TEXT NOT NULL, 
	run TEXT, 
	source TEXT NOT NULL, 
	fatal BOOLEAN NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "problems" VALUES('3babd6b7a82d4554','355c6802976890ab','porto.txt',0,'{"source":"porto.txt","stage":"parse","message":"odd"}');
INSERT INTO "problems" VALUES('ec07f56354e77320','2d47433e729e819a','porto.txt',0,'{"source":"porto.txt","stage":"parse","message":"odd"}');
INSERT INTO "problems" VALUES('33dee22cf571f717','f4abcec38ea70e27','lisbon.txt',0,'{"source":"lisbon.txt","stage":"parse","message":"odd"}');
CREATE TABLE reports (
	id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	text TEXT NOT NULL, 
	title TEXT, 
	byline TEXT, 
	published TEXT, 
	published_basis TEXT, 
	updated TEXT, 
	publisher TEXT, 
	url TEXT, 
	media_type TEXT NOT NULL, 
	blocks TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "reports" VALUES('bc0515955cee23fe','porto.txt','d475945823b1c65da573b2902392183f5647f518a9442e29f0757113f7f20b48','Ministers meet in Porto

🇵🇹 Portugal''s minister Ana Sousa met her Chilean counterpart Luis Vega in Porto on Tuesday. Sousa said that Portugal is willing to hold joint patrols regularly. They have met twice this year.','Ministers meet in Porto',NULL,'2024-05-15','stated',NULL,'The Daily','https://example.org/porto','text/plain','[{"span":{"start":0,"end":23},"kind":"title"},{"span":{"start":25,"end":216},"kind":"body"}]');
INSERT INTO "reports" VALUES('15ec9168b1da2d84','porto.txt','d475945823b1c65da573b2902392183f5647f518a9442e29f0757113f7f20b48','Ministers meet in Porto

🇵🇹 Portugal''s minister Ana Sousa met her Chilean counterpart Luis Vega in Porto on Tuesday. Sousa said that Portugal is willing to hold joint patrols regularly. They have met twice this year.','Ministers met in Porto',NULL,'2024-05-15','stated',NULL,'The Daily','https://example.org/porto','text/plain','[{"span":{"start":0,"end":23},"kind":"title"},{"span":{"start":25,"end":216},"kind":"body"}]');
INSERT INTO "reports" VALUES('dd294e8460c6fee7','lisbon.txt','d475945823b1c65da573b2902392183f5647f518a9442e29f0757113f7f20b48','Ministers meet in Porto

🇵🇹 Portugal''s minister Ana Sousa met her Chilean counterpart Luis Vega in Porto on Tuesday. Sousa said that Portugal is willing to hold joint patrols regularly. They have met twice this year.','Ministers meet in Porto',NULL,'2024-05-15','stated',NULL,'The Daily','https://example.org/porto','text/plain','[{"span":{"start":0,"end":23},"kind":"title"},{"span":{"start":25,"end":216},"kind":"body"}]');
CREATE TABLE runs (
	id TEXT NOT NULL, 
	report TEXT NOT NULL, 
	knowledge TEXT NOT NULL, 
	software TEXT NOT NULL, 
	coded TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(report) REFERENCES reports (id)
);
INSERT INTO "runs" VALUES('355c6802976890ab','bc0515955cee23fe','old','entente 0.1.0','2024-06-01');
INSERT INTO "runs" VALUES('2d47433e729e819a','15ec9168b1da2d84','k','entente 0.1.0','2024-06-01');
INSERT INTO "runs" VALUES('f4abcec38ea70e27','dd294e8460c6fee7','k','entente 0.1.0','2024-06-01');
CREATE TABLE sentences (
	run TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (run, number), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "sentences" VALUES('355c6802976890ab',1,'[25,116,1,false,[[25,27,"🇵🇹","VERB","VBD",-1,"root"],[28,38,"portugal''s","NOUN","NN",0,"dep"],[39,47,"minister","NOUN","NN",0,"dep"],[48,51,"ana","NOUN","NN",0,"dep"],[52,57,"sousa","NOUN","NN",0,"dep"],[58,61,"met","NOUN","NN",0,"dep"],[62,65,"her","NOUN","NN",0,"dep"],[66,73,"chilean","NOUN","NN",0,"dep"],[74,85,"counterpart","NOUN","NN",0,"dep"],[86,90,"luis","NOUN","NN",0,"dep"],[91,95,"vega","NOUN","NN",0,"dep"],[96,98,"in","NOUN","NN",0,"dep"],[99,104,"porto","NOUN","NN",0,"dep"],[105,107,"on","NOUN","NN",0,"dep"],[108,116,"tuesday.","NOUN","NN",0,"dep"]],[],[],null]');
INSERT INTO "sentences" VALUES('355c6802976890ab',2,'[117,185,1,false,[[117,122,"sousa","VERB","VBD",-1,"root"],[123,127,"said","NOUN","NN",0,"dep"],[128,132,"that","NOUN","NN",0,"dep"],[133,141,"portugal","NOUN","NN",0,"dep"],[142,144,"is","NOUN","NN",0,"dep"],[145,152,"willing","NOUN","NN",0,"dep"],[153,155,"to","NOUN","NN",0,"dep"],[156,160,"hold","NOUN","NN",0,"dep"],[161,166,"joint","NOUN","NN",0,"dep"],[167,174,"patrols","NOUN","NN",0,"dep"],[175,185,"regularly.","NOUN","NN",0,"dep"]],[],[],null]');
INSERT INTO "sentences" VALUES('355c6802976890ab',3,'[186,216,1,false,[[186,190,"they","VERB","VBD",-1,"root"],[191,195,"have","NOUN","NN",0,"dep"],[196,199,"met","NOUN","NN",0,"dep"],[200,205,"twice","NOUN","NN",0,"dep"],[206,210,"this","NOUN","NN",0,"dep"],[211,216,"year.","NOUN","NN",0,"dep"]],[],[],null]');
INSERT INTO "sentences" VALUES('2d47433e729e819a',1,'[25,116,1,false,[[25,27,"🇵🇹","VERB","VBD",-1,"root"],[28,38,"portugal''s","NOUN","NN",0,"dep"],[39,47,"minister","NOUN","NN",0,"dep"],[48,51,"ana","NOUN","NN",0,"dep"],[52,57,"sousa","NOUN","NN",0,"dep"],[58,61,"met","NOUN","NN",0,"dep"],[62,65,"her","NOUN","NN",0,"dep"],[66,73,"chilean","NOUN","NN",0,"dep"],[74,85,"counterpart","NOUN","NN",0,"dep"],[86,90,"luis","NOUN","NN",0,"dep"],[91,95,"vega","NOUN","NN",0,"dep"],[96,98,"in","NOUN","NN",0,"dep"],[99,104,"porto","NOUN","NN",0,"dep"],[105,107,"on","NOUN","NN",0,"dep"],[108,116,"tuesday.","NOUN","NN",0,"dep"]],[],[],null]');
INSERT INTO "sentences" VALUES('2d47433e729e819a',2,'[117,185,1,false,[[117,122,"sousa","VERB","VBD",-1,"root"],[123,127,"said","NOUN","NN",0,"dep"],[128,132,"that","NOUN","NN",0,"dep"],[133,141,"portugal","NOUN","NN",0,"dep"],[142,144,"is","NOUN","NN",0,"dep"],[145,152,"willing","NOUN","NN",0,"dep"],[153,155,"to","NOUN","NN",0,"dep"],[156,160,"hold","NOUN","NN",0,"dep"],[161,166,"joint","NOUN","NN",0,"dep"],[167,174,"patrols","NOUN","NN",0,"dep"],[175,185,"regularly.","NOUN","NN",0,"dep"]],[],[],null]');
INSERT INTO "sentences" VALUES('2d47433e729e819a',3,'[186,216,1,false,[[186,190,"they","VERB","VBD",-1,"root"],[191,195,"have","NOUN","NN",0,"dep"],[196,199,"met","NOUN","NN",0,"dep"],[200,205,"twice","NOUN","NN",0,"dep"],[206,210,"this","NOUN","NN",0,"dep"],[211,216,"year.","NOUN","NN",0,"dep"]],[],[],null]');
INSERT INTO "sentences" VALUES('f4abcec38ea70e27',1,'[25,116,1,false,[[25,27,"🇵🇹","VERB","VBD",-1,"root"],[28,38,"portugal''s","NOUN","NN",0,"dep"],[39,47,"minister","NOUN","NN",0,"dep"],[48,51,"ana","NOUN","NN",0,"dep"],[52,57,"sousa","NOUN","NN",0,"dep"],[58,61,"met","NOUN","NN",0,"dep"],[62,65,"her","NOUN","NN",0,"dep"],[66,73,"chilean","NOUN","NN",0,"dep"],[74,85,"counterpart","NOUN","NN",0,"dep"],[86,90,"luis","NOUN","NN",0,"dep"],[91,95,"vega","NOUN","NN",0,"dep"],[96,98,"in","NOUN","NN",0,"dep"],[99,104,"porto","NOUN","NN",0,"dep"],[105,107,"on","NOUN","NN",0,"dep"],[108,116,"tuesday.","NOUN","NN",0,"dep"]],[],[],null]');
INSERT INTO "sentences" VALUES('f4abcec38ea70e27',2,'[117,185,1,false,[[117,122,"sousa","VERB","VBD",-1,"root"],[123,127,"said","NOUN","NN",0,"dep"],[128,132,"that","NOUN","NN",0,"dep"],[133,141,"portugal","NOUN","NN",0,"dep"],[142,144,"is","NOUN","NN",0,"dep"],[145,152,"willing","NOUN","NN",0,"dep"],[153,155,"to","NOUN","NN",0,"dep"],[156,160,"hold","NOUN","NN",0,"dep"],[161,166,"joint","NOUN","NN",0,"dep"],[167,174,"patrols","NOUN","NN",0,"dep"],[175,185,"regularly.","NOUN","NN",0,"dep"]],[],[],null]');
INSERT INTO "sentences" VALUES('f4abcec38ea70e27',3,'[186,216,1,false,[[186,190,"they","VERB","VBD",-1,"root"],[191,195,"have","NOUN","NN",0,"dep"],[196,199,"met","NOUN","NN",0,"dep"],[200,205,"twice","NOUN","NN",0,"dep"],[206,210,"this","NOUN","NN",0,"dep"],[211,216,"year.","NOUN","NN",0,"dep"]],[],[],null]');
CREATE TABLE shown (
	run TEXT NOT NULL, 
	event TEXT NOT NULL, 
	source TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	first TEXT, 
	last TEXT, 
	type TEXT NOT NULL, 
	mode TEXT, 
	factuality TEXT NOT NULL, 
	place TEXT, 
	country TEXT, 
	confidence FLOAT NOT NULL, 
	PRIMARY KEY (run, event), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "shown" VALUES('2d47433e729e819a','e1','porto.txt',58,'2024-05-14','2024-05-14','SUPPORT',NULL,'actual','porto','PRT',0.9);
INSERT INTO "shown" VALUES('f4abcec38ea70e27','e1','lisbon.txt',58,'2024-05-14','2024-05-14','SUPPORT',NULL,'actual','porto','PRT',0.9);
INSERT INTO "shown" VALUES('2d47433e729e819a','e3','porto.txt',196,'2024-01-01','2024-05-15','CONSULT',NULL,'actual',NULL,NULL,0.6);
INSERT INTO "shown" VALUES('f4abcec38ea70e27','e3','lisbon.txt',196,'2024-01-01','2024-05-15','CONSULT',NULL,'actual',NULL,NULL,0.6);
CREATE TABLE sources (
	source TEXT NOT NULL, 
	run TEXT NOT NULL, 
	PRIMARY KEY (source), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "sources" VALUES('porto.txt','2d47433e729e819a');
INSERT INTO "sources" VALUES('lisbon.txt','f4abcec38ea70e27');
CREATE TABLE statements (
	run TEXT NOT NULL, 
	id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	first TEXT, 
	last TEXT, 
	place TEXT, 
	value TEXT NOT NULL, 
	PRIMARY KEY (run, id), 
	FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "statements" VALUES('355c6802976890ab','de016b90a255ee33',0,123,'2024-05-15','2024-05-15',NULL,'{"sentence":2,"source":{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},"cue":{"start":123,"end":127},"content":[{"start":133,"end":184}],"dating":{"first":"2024-05-15","last":"2024-05-15","granularity":"day","basis":"publication"},"attribution":[{"name":"The Daily"}],"rule":"said-that"}');
INSERT INTO "statements" VALUES('2d47433e729e819a','de016b90a255ee33',0,123,'2024-05-15','2024-05-15',NULL,'{"sentence":2,"source":{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},"cue":{"start":123,"end":127},"content":[{"start":133,"end":184}],"dating":{"first":"2024-05-15","last":"2024-05-15","granularity":"day","basis":"publication"},"attribution":[{"name":"The Daily"}],"rule":"said-that"}');
INSERT INTO "statements" VALUES('f4abcec38ea70e27','c499467ab6112ffe',0,123,'2024-05-15','2024-05-15',NULL,'{"sentence":2,"source":{"name":"Ana Sousa","span":{"start":28,"end":57},"actor":{"start":28,"end":57,"sentence":1,"head":0,"text":"Portugal''s minister Ana Sousa","name":"Ana Sousa","code":"PRT","sector":"GOV","other_sectors":["MIL"],"office":"foreign minister","identifier":"Q1","kind":"person","chain":1,"rule":"title"}},"cue":{"start":123,"end":127},"content":[{"start":133,"end":184}],"dating":{"first":"2024-05-15","last":"2024-05-15","granularity":"day","basis":"publication"},"attribution":[{"name":"The Daily"}],"rule":"said-that"}');
CREATE INDEX ix_reports_source ON reports (source);
CREATE INDEX ix_judgements_target ON judgements (target);
CREATE INDEX ix_runs_report ON runs (report);
CREATE INDEX ix_sources_run ON sources (run);
CREATE INDEX events_by_id ON events (id);
CREATE INDEX ix_problems_run ON problems (run);
CREATE INDEX shown_by_event ON shown (event);
CREATE INDEX shown_by_type ON shown (type, mode);
CREATE INDEX shown_by_day ON shown (first, last);
CREATE INDEX participants_by_code ON participants (code, role);
CREATE INDEX participants_of_item ON participants (run, kind, item);
CREATE INDEX passages_of_item ON passages (run, kind, item);
CREATE VIRTUAL TABLE passages_fts USING fts5(
    text, content='passages', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO passages_fts(passages_fts) VALUES('rebuild');
COMMIT;

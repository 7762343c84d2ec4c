// Draws the outlines of the countries for the map page: world-atlas (Natural Earth, public domain) through d3-geo's Equal Earth
// projection, as SVG paths by code. Run it with: npm ci && npm run world
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { readFile, writeFile } from "node:fs/promises";

const WIDTH = 960;
const HEIGHT = 468;
// What Natural Earth calls otherwise than our table of countries.
const NAMES = {
  "W. Sahara": "ESH", "United States of America": "USA", "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM", "Falkland Is.": "FLK",
  "Fr. S. Antarctic Lands": "ATF", "Timor-Leste": "TLS", "Côte d'Ivoire": "CIV", "Central African Rep.": "CAF", Congo: "COG",
  "Eq. Guinea": "GNQ", eSwatini: "SWZ", Palestine: "PSE", Vanuatu: "VUT", Laos: "LAO", "North Korea": "PRK", "South Korea": "KOR",
  "Solomon Is.": "SLB", Czechia: "CZE", "Bosnia and Herz.": "BIH", Macedonia: "MKD", Turkey: "TUR", "S. Sudan": "SSD",
  Kosovo: "KOS", "N. Cyprus": "CYP", Somaliland: "SOM", Gambia: "GMB", Bahamas: "BHS", Taiwan: "TWN", Moldova: "MDA",
  Russia: "RUS", Iran: "IRN", Syria: "SYR", Tanzania: "TZA", Bolivia: "BOL", Venezuela: "VEN", Brunei: "BRN", Myanmar: "MMR",
};
const table = (await readFile("../src/entente/data/places/countries.tsv", "utf8")).split("\n").filter((line) => line && !line.startsWith("#"));
const columns = table[0].split("\t");
const codes = Object.fromEntries(table.slice(1).map((line) => line.split("\t")).map((row) => [row[columns.indexOf("name")], row[columns.indexOf("code")]]));
const world = JSON.parse(await readFile("node_modules/world-atlas/countries-110m.json", "utf8"));
const projection = geoEqualEarth().fitExtent([[2, 2], [WIDTH - 2, HEIGHT - 2]], { type: "Sphere" });
const path = geoPath(projection).digits(1);
const outlines = {};
for (const country of feature(world, world.objects.countries).features) {
  const name = country.properties.name;
  if (name === "Antarctica") continue;
  const code = NAMES[name] ?? codes[name];
  if (!code) throw new Error(`no code for ${name}`);
  outlines[code] = (outlines[code] ?? "") + path(country);
}
const [x, y] = projection.translate();
const drawn = { width: WIDTH, height: HEIGHT, scale: +projection.scale().toFixed(3), x: +x.toFixed(2), y: +y.toFixed(2), sphere: path({ type: "Sphere" }), outlines };
await writeFile("../src/entente/serve/static/world.json", JSON.stringify(drawn) + "\n");
console.log(Object.keys(outlines).length, "countries");

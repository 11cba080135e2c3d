// The map's shapes: the 110m world with ISO 3166 alpha-3 ids, and a point for each state that it is too coarse to hold.
// The source draws Crimea as part of Russia: it is cut out as a shape of its own, drawn as contested.
import { feature } from "topojson-client";
import { geoCentroid } from "d3-geo";

const OWN = { Kosovo: "XKX", "N. Cyprus": "N. Cyprus", Somaliland: "Somaliland" };
const CRIMEA = { west: 32, east: 37, south: 44, north: 46.5 };

function iso3(shape, byNumber) {
  return OWN[shape.properties.name] ?? byNumber.get(String(shape.id).padStart(3, "0")) ?? shape.properties.name;
}

function inside(ring) {
  return ring.every(([x, y]) => x > CRIMEA.west && x < CRIMEA.east && y > CRIMEA.south && y < CRIMEA.north);
}

export function atlas(coarse, fine, codes) {
  const byNumber = new Map(codes.map(([, three, number]) => [number, three]));
  const shapes = coarse.objects.countries.geometries;
  for (const shape of shapes) {
    shape.id = iso3(shape, byNumber);
  }
  const russia = shapes.find((shape) => shape.id === "RUS");
  const rings = feature(coarse, russia).geometry.coordinates;
  const at = rings.findIndex((polygon) => inside(polygon[0]));
  if (at < 0) throw new Error("the atlas holds no polygon of Crimea to set apart");
  shapes.push({ type: "Polygon", arcs: russia.arcs[at], id: "Crimea", properties: { name: "Crimea" } });
  russia.arcs.splice(at, 1);

  const held = new Set(shapes.map((shape) => shape.id));
  const points = feature(fine, fine.objects.countries)
    .features.map((shape) => ({ id: iso3(shape, byNumber), name: shape.properties.name, at: geoCentroid(shape) }))
    .filter((shape) => /^[A-Z]{3}$/.test(shape.id) && !held.has(shape.id))
    .map(({ id, name, at }) => [id, name, Number(at[0].toFixed(2)), Number(at[1].toFixed(2))]);
  return { topology: coarse, points };
}

// The world as one party sees it. No data is hatched, thin evidence pale, contested entities dashed, small states circles.
import { geoCentroid, geoEqualEarth, geoPath, type GeoProjection } from "d3-geo";
import type { Feature, Geometry } from "geojson";
import { html, svg, type TemplateResult } from "lit";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { Graphic } from "./base.js";

interface Other {
  id: string;
  name: string;
  class: number;
  level: string;
  events: number;
  thin: boolean;
  href: string;
}
interface Data {
  state: string;
  name: string;
  classes: string[];
  others: Other[];
}
interface Atlas {
  topology: Topology;
  points: [string, string, number, number][];
}
type Shape = Feature<Geometry, { name: string }>;

// Entities whose status or border is contested between states; those without a shape of their own get a ring.
const CONTESTED: [string, string, [number, number] | null][] = [
  ["Crimea", "Crimea (Ukraine; held by Russia since 2014)", null],
  ["XKX", "Kosovo", null],
  ["TWN", "Taiwan", null],
  ["ESH", "Western Sahara", null],
  ["PSE", "Palestine", null],
  ["N. Cyprus", "Northern Cyprus", null],
  ["Somaliland", "Somaliland", null],
  ["FLK", "Falkland Islands (Malvinas)", null],
  ["Abkhazia", "Abkhazia", [41.0, 43.05]],
  ["South Ossetia", "South Ossetia", [44.0, 42.3]],
  ["Transnistria", "Transnistria", [29.6, 46.9]],
  ["Kashmir", "Kashmir", [75.5, 34.5]],
  ["Golan Heights", "Golan Heights", [35.8, 33.0]],
];

// Latitudes between which there is land with people.
const [NORTH, SOUTH] = [84, -58];

let atlas: Promise<Atlas> | undefined;

async function load(): Promise<Atlas> {
  const answer = await fetch(new URL("/static/atlas.json", document.baseURI));
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return (await answer.json()) as Atlas;
}

class WorldMap extends Graphic<Data> {
  private shapes: Shape[] = [];
  private points: Atlas["points"] = [];
  private failed = "";
  private near = new URLSearchParams(location.search).get("zoom") === "near";

  override connectedCallback(): void {
    super.connectedCallback();
    atlas ??= load();
    atlas.then(
      (found) => {
        this.points = found.points;
        const countries = found.topology.objects.countries as GeometryCollection<{ name: string }>;
        this.shapes = feature(found.topology, countries).features as Shape[];
        this.requestUpdate();
      },
      (error: Error) => {
        atlas = undefined;
        this.failed = error.message;
        this.requestUpdate();
      },
    );
  }

  override render(): TemplateResult {
    if (this.failed) return html`<p class="empty">The map's shapes can't be loaded (${this.failed}). Load the page again; the table below holds the same numbers.</p>`;
    if (!this.shapes.length) return html`<p class="dim" role="status">Loading the map's shapes…</p>`;
    const [projection, height] = this.projection();
    const path = geoPath(projection);
    const by = new Map(this.data.others.map((other) => [other.id, other]));
    const contested = new Set(CONTESTED.map(([id]) => id));
    const land = this.shapes
      .filter((shape) => shape.id !== "ATA")
      .sort((a, b) => Number(contested.has(String(a.id))) - Number(contested.has(String(b.id))))
      .map((shape) => this.land(String(shape.id), shape.properties.name, path(shape) ?? "", by.get(String(shape.id)), contested.has(String(shape.id))));
    const small = this.points.map(([id, name, x, y]) => this.point(id, name, projection([x, y]), by.get(id), height));
    const rings = CONTESTED.flatMap(([, name, at]) => {
      const place = at && projection(at);
      return place && this.inside(place, height) ? [svg`<circle class="contested ring" cx=${place[0]} cy=${place[1]} r="4.5"><title>${name}: contested</title></circle>`] : [];
    });
    return html`<div class="tools"><button type="button" aria-pressed=${this.near} @click=${this.zoom}>${this.near ? "Show the whole world" : `Look closer at ${this.data.name}`}</button></div>
      <svg viewBox="0 0 ${this.width} ${height}" role="group" aria-label=${this.label}>
      <defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="var(--land)"></rect><line x1="0" x2="0" y1="0" y2="5" stroke="var(--edge)" stroke-width=".7"></line></pattern>
      <clipPath id="edge"><rect width=${this.width} height=${height}></rect></clipPath></defs>
      <rect class="sea" width=${this.width} height=${height}></rect><g clip-path="url(#edge)">${land}${small}${rings}</g></svg>
      <ul class="key">${this.data.classes.map((words, i) => html`<li><i class="k${i}"></i>${words}</li>`)}<li><i class="kthin"></i>faint: thin evidence (fewer than five acts)</li><li><i class="knone"></i>no event</li><li>● ${this.data.name}</li></ul>
      <p class="dim">Dashed, contested: ${CONTESTED.map(([, name]) => name).join("; ")}.</p>`;
  }

  /** Where places lie, and how high the drawing is: without the ice of the Antarctic, or close to the party. */
  private projection(): [GeoProjection, number] {
    const whole = geoEqualEarth().fitWidth(this.width, { type: "Sphere" });
    const focal = this.near && this.center();
    if (!focal) {
      const top = whole([0, NORTH])![1];
      const [x, y] = whole.translate();
      const height = Math.round(whole([0, SOUTH])![1] - top);
      return [whole.translate([x, y - top]), height];
    }
    const height = Math.round(this.width * 0.62);
    const close = geoEqualEarth().rotate([-focal[0], 0]).center([0, focal[1]]).scale(whole.scale() * 3);
    return [close.translate([this.width / 2, height / 2]), height];
  }

  private center(): [number, number] | undefined {
    const shape = this.shapes.find((one) => one.id === this.data.state);
    if (shape) return geoCentroid(shape);
    const point = this.points.find(([id]) => id === this.data.state);
    return point && [point[2], point[3]];
  }

  private inside([x, y]: [number, number], height: number): boolean {
    return x >= 0 && x <= this.width && y >= 0 && y <= height;
  }

  private told(name: string, other: Other | undefined, contested: boolean): string {
    const status = contested ? " (contested)" : "";
    if (!other) return `${name}${status}: no event`;
    return `${other.name}${status}: share of conflict ${other.level}, ${other.events} events${other.thin ? ", thin evidence" : ""}`;
  }

  private look(id: string, other: Other | undefined): string {
    if (id === this.data.state) return "focal";
    return other ? `f${other.class}${other.thin ? " thin" : ""}` : "none";
  }

  private land(id: string, name: string, d: string, other: Other | undefined, contested: boolean): TemplateResult {
    const classes = `land ${this.look(id, other)}${contested ? " contested" : ""}`;
    const title = id === this.data.state ? this.data.name : this.told(name, other, contested);
    const shape = svg`<path class=${classes} d=${d}><title>${title}</title></path>`;
    return other ? svg`<a href=${other.href} tabindex="-1" aria-label=${title}>${shape}</a>` : shape;
  }

  private point(id: string, name: string, place: [number, number] | null, other: Other | undefined, height: number): TemplateResult | string {
    if (!place || !this.inside(place, height)) return "";
    const title = id === this.data.state ? this.data.name : this.told(name, other, false);
    const shape = svg`<circle class="land ${this.look(id, other)}" cx=${place[0]} cy=${place[1]} r=${other || id === this.data.state ? 4 : this.near ? 3 : 1.8}><title>${title}</title></circle>`;
    return other ? svg`<a href=${other.href} tabindex="-1" aria-label=${title}>${shape}</a>` : shape;
  }

  private zoom(): void {
    this.near = !this.near;
    const address = new URL(location.href);
    if (this.near) address.searchParams.set("zoom", "near");
    else address.searchParams.delete("zoom");
    history.replaceState(history.state, "", address);
    this.requestUpdate();
  }
}

customElements.define("al-map", WorldMap);

// One party among those it deals with most, and how these stand with each other. Places are fixed by the data alone.
import { html, svg, type TemplateResult } from "lit";
import { Graphic } from "./base.js";

interface Node {
  id: string;
  name: string;
  class: number;
  level: string;
  events: number;
  thin: boolean;
  href: string;
}
interface Data {
  name: string;
  nodes: Node[];
  edges: { a: string; b: string; events: number; class: number; told: string; href: string }[];
  classes: string[];
}

// Width of a letter of the labels, in pixels: a little above the mean.
const LETTER = 7;

class Network extends Graphic<Data> {
  override render(): TemplateResult {
    const narrow = this.width < 560;
    const height = narrow ? 400 : 480;
    const [cx, cy] = [this.width / 2, height / 2];
    const [rx, ry] = [cx - (narrow ? 44 : 160), cy - 44];
    const ordered = [...this.data.nodes].sort((a, b) => a.class - b.class || b.events - a.events);
    const places = new Map<string, [number, number]>();
    ordered.forEach((node, i) => {
      const angle = ((i + 0.5) / ordered.length) * Math.PI * (i % 2 ? 1 : -1);
      places.set(node.id, [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)]);
    });
    const most = Math.max(1, ...ordered.map((node) => node.events));
    const wide = (n: number): number => 1 + 7 * Math.sqrt(n / most);
    const among = this.data.edges.flatMap((edge) => {
      const [from, to] = [places.get(edge.a), places.get(edge.b)];
      if (!from || !to) return [];
      return [svg`<a href=${edge.href} tabindex="-1" aria-label=${edge.told}><path class="s${edge.class}" d="M${from[0]},${from[1]}Q${cx},${cy} ${to[0]},${to[1]}" fill="none" opacity=".7" stroke-width=${Math.min(5, wide(edge.events) / 2)}><title>${edge.told}</title></path></a>`];
    });
    const spokes = ordered.map((node) => {
      const [x, y] = places.get(node.id)!;
      return svg`<line class="s${node.class} ${node.thin ? "thin" : ""}" x1=${cx} y1=${cy} x2=${x} y2=${y} stroke-width=${wide(node.events)}></line>`;
    });
    const shortened: [string, string][] = [];
    const nodes = ordered.map((node) => {
      const [x, y] = places.get(node.id)!;
      const side = x > cx + 8 ? "start" : x < cx - 8 ? "end" : "middle";
      const dx = side === "start" ? 14 : side === "end" ? -14 : 0;
      const room = side === "start" ? this.width - x - dx : side === "end" ? x + dx : 2 * Math.min(x, this.width - x);
      const fits = narrow ? 6 : Math.floor(room / LETTER);
      const full = node.id.length <= 6 && (narrow || node.name.length > fits) ? node.id : node.name;
      const name = full.length > fits ? `${full.slice(0, fits - 1)}…` : full;
      if (name !== node.name) shortened.push([name, node.name]);
      const [tx, ty, anchor] = narrow ? [x, y - 13, "middle"] : [x + dx, y + 4, side];
      return svg`<a href=${node.href}><title>${node.name}: share of conflict ${node.level}, ${node.events} events${node.thin ? ", thin evidence" : ""}</title>
        <circle class="f${node.class} ${node.thin ? "thin" : ""}" cx=${x} cy=${y} r="9" stroke="currentColor"></circle>
        <text class="halo" x=${tx} y=${ty} text-anchor=${anchor}>${name}</text></a>`;
    });
    return html`<svg viewBox="0 0 ${this.width} ${height}" role="group" aria-label=${this.label}>
      <text class="dim-text" x="2" y="14">← more conflict</text><text class="dim-text" x=${this.width - 2} y="14" text-anchor="end">more cooperation →</text>
      ${among}${spokes}<circle class="focal" cx=${cx} cy=${cy} r="13"></circle><text class="halo" x=${cx} y=${cy + 30} text-anchor="middle" font-weight="600">${this.data.name}</text>${nodes}</svg>
      ${this.key()}${shortened.length ? html`<p class="dim">${shortened.map(([short, name], i) => html`${i ? "; " : ""}<b>${short}</b> <bdi>${name}</bdi>`)}.</p>` : ""}`;
  }

  /** What the colours and dashes say, as far as they are drawn. */
  private key(): TemplateResult {
    const drawn = new Set([...this.data.nodes, ...this.data.edges].map((one) => one.class));
    const line = (i: number): TemplateResult => svg`<line class="s${i}" x1="0" x2="22" y1="5" y2="5" stroke-width="3"></line>`;
    return html`<ul class="key">${this.data.classes.map((words, i) => (drawn.has(i) ? html`<li><svg class="stroke" viewBox="0 0 22 10" aria-hidden="true">${line(i)}</svg>${words}</li>` : ""))}${
      this.data.nodes.some((node) => node.thin) ? html`<li>faint: thin evidence (fewer than five acts)</li>` : ""
    }</ul>`;
  }
}

customElements.define("al-network", Network);

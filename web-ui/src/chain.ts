// The chain of sources: from who published, over whom they carry, to whose word it is.
import { html, svg, type TemplateResult } from "lit";
import { Graphic } from "./base.js";

interface Node {
  id: string;
  kind: "outlet" | "cited" | "speaker";
  depth: number;
  end: boolean;
  first: string | null;
  href: string;
}
interface Data {
  nodes: Node[];
  edges: { from: string; to: string; how: string; n: number }[];
}

const ROW = 54;
const BOX = 38;
const TOLD = { outlet: "published", cited: "carried", speaker: "quoted" };

class Chain extends Graphic<Data> {
  override render(): TemplateResult {
    const { nodes, edges } = this.data;
    const columns = [...new Set(nodes.map((node) => node.depth))].sort((a, b) => a - b);
    const gap = this.width < 560 ? 64 : 90;
    const width = Math.max(this.width, columns.length * (136 + gap) - gap + 8);
    const box = Math.min(300, (width - gap * (columns.length - 1) - 8) / columns.length);
    const places = new Map<string, [number, number]>();
    let rows = 0;
    columns.forEach((depth, c) => {
      const here = nodes.filter((node) => node.depth === depth);
      rows = Math.max(rows, here.length);
      here.forEach((node, r) => places.set(node.id, [4 + c * (box + gap), 8 + r * ROW]));
    });
    const fits = Math.floor((box - 16) / 7.2);
    const arrows = edges.map((edge) => {
      const [x1, y1] = places.get(edge.from)!;
      const [x2, y2] = places.get(edge.to)!;
      const [a, b, c, d] = [x1 + box, y1 + BOX / 2, x2 - 6, y2 + BOX / 2];
      const bend = (c - a) / 2;
      // its word stands where the arrow is three tenths on its way, apart from those of others that end alike
      return svg`<path class="arrow" d="M${a},${b}C${a + bend},${b} ${c - bend},${d} ${c},${d}" marker-end="url(#head)"><title>${edge.from} ${edge.how} ${edge.to}, ${edge.n} times</title></path>
        <text class="dim-text halo" x=${a + 0.342 * (c - a)} y=${b + 0.216 * (d - b) - 4} text-anchor="middle">${edge.how}${edge.n > 1 ? ` ×${edge.n}` : ""}</text>`;
    });
    const boxes = nodes.map((node) => {
      const [x, y] = places.get(node.id)!;
      const name = node.id.length > fits ? `${node.id.slice(0, fits - 1)}…` : node.id;
      const told = `${node.end ? "origin" : TOLD[node.kind]}${node.first ? ` ${node.first}` : ""}`;
      return svg`<a href=${node.href}><title>${node.id}, ${told}</title><rect class="frame ${node.end ? "end" : ""}" x=${x} y=${y} width=${box} height=${BOX} rx=${node.kind === "speaker" ? 18 : 2}></rect>
        <text x=${x + 10} y=${y + 16}>${name}</text><text class="dim-text" x=${x + 10} y=${y + 31}>${told}</text></a>`;
    });
    return html`<div class="scroll" tabindex="0" role="region" aria-label="The chain of sources, drawn"><svg viewBox="0 0 ${width} ${rows * ROW + 8}" role="group" aria-label=${this.label}>
      <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="arrow-head" d="M0,0L8,4L0,8Z"></path></marker></defs>
      ${arrows}${boxes}</svg></div><ul class="key" aria-hidden="true"><li>thick frame: an origin</li><li>round: a speaker</li></ul>`;
  }

  override updated(): void {
    const drawn = this.querySelector<SVGSVGElement>("svg")!;
    const wide = drawn.viewBox.baseVal.width;
    if (wide > this.width) drawn.style.minWidth = `${wide}px`;
  }
}

customElements.define("al-chain", Chain);

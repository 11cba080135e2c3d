// Outlets by volume: what each tells on its own word, and what it takes from others.
import { html, svg, type TemplateResult } from "lit";
import { Graphic } from "./base.js";

interface Data {
  rows: { outlet: string; first: number; citing: number; href: string | null }[];
}

const ROW = 26;

class Outlets extends Graphic<Data> {
  override render(): TemplateResult {
    const { rows } = this.data;
    const left = Math.min(190, this.width * 0.36);
    const most = Math.max(1, ...rows.map((row) => row.first + row.citing));
    const x = (n: number): number => (n / most) * (this.width - left - 64);
    const fits = Math.floor(left / 7);
    const bars = rows.map((row, i) => {
      const name = row.outlet.length > fits ? `${row.outlet.slice(0, fits - 1)}…` : row.outlet;
      const bar = svg`<title>${row.outlet}: ${row.first} on its own word, ${row.citing} from others</title>
        <rect x="0" y=${i * ROW} width=${this.width} height=${ROW} fill="transparent"></rect>
        <text x=${left - 8} y=${i * ROW + 17} text-anchor="end" direction="ltr">${name}</text>
        <rect x=${left} y=${i * ROW + 4} width=${x(row.first)} height=${ROW - 8} fill="var(--coop)"></rect>
        <rect x=${left + x(row.first)} y=${i * ROW + 4} width=${x(row.citing)} height=${ROW - 8} fill="url(#taken)" stroke="var(--edge)"></rect>
        <text x=${left + x(row.first + row.citing) + 6} y=${i * ROW + 17}>${row.first + row.citing}</text>`;
      // articles that name no outlet are no one outlet to look at
      return row.href ? svg`<a href=${row.href}>${bar}</a>` : svg`<g>${bar}</g>`;
    });
    return html`<svg viewBox="0 0 ${this.width} ${rows.length * ROW + 4}" role="group" aria-label=${this.label}>
      <defs><pattern id="taken" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" x2="0" y1="0" y2="5" stroke="var(--coop)" stroke-width="2.5"></line></pattern></defs>
      ${bars}</svg><ul class="key" aria-hidden="true"><li><i class="coop"></i>on its own word</li><li><i class="knone"></i>from another outlet</li></ul>`;
  }
}

customElements.define("al-outlets", Outlets);

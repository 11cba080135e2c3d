// Signs by month: towards the ally above the line, away from it below.
import * as Plot from "@observablehq/plot";
import { html, type TemplateResult } from "lit";
import { Graphic, day, monthAfter, tidy } from "./base.js";

interface Row {
  told: string;
  up: number;
  down: number;
}
interface Data {
  months: [string, number, number, string | null, string | null][];
  since: string | null;
}

class Signs extends Graphic<Data> {
  override render(): TemplateResult {
    const rows = this.data.months.map(([text, up, down, for_, against]) => ({ at: day(text), next: monthAfter(day(text)), up, down, for_, against, told: text.slice(0, 7) }));
    if (!rows.length) return html``;
    // room beneath the bars for the word that names their direction
    const most = Math.max(0.5, ...rows.flatMap((row) => [row.up, row.down]));
    const since = this.data.since ? [day(this.data.since)] : [];
    const bar = { x1: "at", x2: "next", inset: 0.5 } as const;
    const plot = Plot.plot({
      width: this.width,
      height: 224,
      marginLeft: 44,
      marginRight: 24,
      marginBottom: 36,
      x: { type: "utc", label: null },
      y: { domain: [-1.3 * most, most], label: null, ticks: 5, tickFormat: (n: number) => String(Math.abs(n)), grid: true },
      marks: [
        Plot.rectY(rows, { ...bar, y1: 0, y2: "up", fill: "var(--coop)", href: "for_", title: (row: Row) => `${row.told}: towards ${row.up.toFixed(2)}` }),
        Plot.rectY(rows, { ...bar, y1: 0, y2: (row: Row) => -row.down, fill: "var(--conf)", href: "against", title: (row: Row) => `${row.told}: away ${row.down.toFixed(2)}` }),
        Plot.ruleX(since, { strokeDasharray: "3 3", stroke: "currentColor" }),
        Plot.ruleY([0], { stroke: "currentColor" }),
        Plot.text(["towards ↑"], { frameAnchor: "top-left", dy: -14, dx: 2, fill: "currentColor" }),
        Plot.text(["away ↓"], { frameAnchor: "bottom-left", dy: -2, dx: 2, fill: "currentColor" }),
      ],
    });
    return html`${tidy(plot, this.label)}<ul class="key" aria-hidden="true"><li><i class="coop"></i>towards</li><li><i class="conf"></i>away</li>${
      since.length ? html`<li>┆ start of the period</li>` : ""
    }</ul>`;
  }
}

customElements.define("al-signs", Signs);

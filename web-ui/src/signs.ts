// Signs by month: towards the ally above the line, away from it below.
import * as Plot from "@observablehq/plot";
import { html, type TemplateResult } from "lit";
import { Graphic, day, monthAfter, tidy } from "./base.js";

interface Data {
  months: [string, number, number][];
  since: string | null;
}

class Signs extends Graphic<Data> {
  override render(): TemplateResult {
    const rows = this.data.months.map(([text, up, down]) => ({ at: day(text), next: monthAfter(day(text)), up, down }));
    if (!rows.length) return html``;
    const most = Math.max(0.5, ...rows.flatMap((row) => [row.up, row.down]));
    const since = this.data.since ? [day(this.data.since)] : [];
    const bar = { x1: "at", x2: "next", inset: 0.5 } as const;
    const plot = Plot.plot({
      width: this.width,
      height: 200,
      marginLeft: 44,
      marginRight: 8,
      x: { type: "utc", label: null },
      y: { domain: [-most, most], label: null, ticks: 5, tickFormat: (n: number) => String(Math.abs(n)), grid: true },
      marks: [
        Plot.rectY(rows, { ...bar, y1: 0, y2: "up", fill: "var(--coop)" }),
        Plot.rectY(rows, { ...bar, y1: 0, y2: (row: { down: number }) => -row.down, fill: "var(--conf)" }),
        Plot.ruleX(since, { strokeDasharray: "3 3", stroke: "currentColor" }),
        Plot.ruleY([0], { stroke: "currentColor" }),
        Plot.text(["towards ↑"], { frameAnchor: "top-left", dy: -14, dx: 2, fill: "currentColor" }),
        Plot.text(["away ↓"], { frameAnchor: "bottom-left", dy: -2, dx: 2, fill: "currentColor", stroke: "var(--paper)", strokeWidth: 3 }),
      ],
    });
    return html`${tidy(plot, this.label)}<ul class="key" aria-hidden="true"><li><i class="coop"></i>towards</li><li><i class="conf"></i>away</li>${
      since.length ? html`<li>┆ start of the period</li>` : ""
    }</ul>`;
  }
}

customElements.define("al-signs", Signs);

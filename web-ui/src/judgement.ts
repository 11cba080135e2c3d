// Probabilities as marks with their intervals, all on the same scale from 0 to 100 %.
import { html, svg, type TemplateResult } from "lit";
import { Graphic } from "./base.js";

interface Data {
  rows: { says: string; p: number; low: number; high: number; told: string }[];
  base: number | null;
}

const TICKS = [0, 0.25, 0.5, 0.75, 1];
const INSET = 12;
const ROW = 58;
const LINE = 15;
// Width of a letter of the labels, in pixels: a little above the mean, so that a line of wide letters fits, too.
const LETTER = 7;

/** Break a statement into lines that fit a width. */
function lines(text: string, width: number): string[] {
  const most = Math.max(12, Math.floor(width / LETTER));
  const found: string[] = [];
  for (const word of text.split(" ")) {
    const last = found.at(-1);
    if (last !== undefined && last.length + word.length < most) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  return found;
}

class Judgement extends Graphic<Data> {
  /** Where a label goes: in the middle beneath its mark, or at the edge that it would else leave the drawing by. */
  private place(mark: number, label: string): [number, string] {
    const half = (label.length * LETTER) / 2;
    if (mark - half < INSET) return [INSET, "start"];
    return mark + half > this.width - INSET ? [this.width - INSET, "end"] : [mark, "middle"];
  }

  override render(): TemplateResult {
    const { rows, base } = this.data;
    const x = (share: number): number => INSET + share * (this.width - 2 * INSET);
    const said = rows.map((row) => lines(row.says, this.width - 2 * INSET));
    // where the bar of each row stands: below the lines of its label
    const tops: number[] = [];
    let height = 0;
    for (const label of said) {
      tops.push(height + (label.length - 1) * LINE);
      height += ROW + (label.length - 1) * LINE;
    }
    height += 22;
    const bars = rows.map((row, i) => {
      const y = tops[i] ?? 0;
      const label = said[i] ?? [];
      const [at, anchor] = this.place(x(row.p), row.told);
      return svg`<text>${label.map((line, n) => svg`<tspan x=${INSET} y=${y + 16 - (label.length - 1 - n) * LINE}>${line}</tspan>`)}</text>
        <rect x=${x(0)} y=${y + 24} width=${x(1) - x(0)} height="18" class="sea"></rect>
        <rect x=${x(row.low)} y=${y + 27} width=${Math.max(2, x(row.high) - x(row.low))} height="12" fill="var(--band)" opacity=".55"></rect>
        <rect x=${x(row.p) - 2} y=${y + 22} width="4" height="22" fill="currentColor"></rect>
        <text class="told" x=${at} y=${y + 56} text-anchor=${anchor}>${row.told}</text>`;
    });
    const ticks = TICKS.map(
      (t) => svg`<text class="dim-text" x=${x(t)} y=${height - 2} text-anchor=${t === 0 ? "start" : t === 1 ? "end" : "middle"}>${t * 100} %</text>`,
    );
    const mark = base === null ? "" : svg`<line x1=${x(base)} x2=${x(base)} y1=${(tops[0] ?? 0) + 22} y2=${(tops[0] ?? 0) + 44} stroke="currentColor" stroke-dasharray="2 2"></line>`;
    return html`<svg viewBox="0 0 ${this.width} ${height}" role="img" aria-label=${this.label}>${bars}${mark}${ticks}</svg>
      ${base === null ? "" : html`<ul class="key" aria-hidden="true"><li>▮ probability</li><li><i class="kband"></i>80 % interval</li><li>┆ base rate</li></ul>`}`;
  }
}

customElements.define("al-judgement", Judgement);

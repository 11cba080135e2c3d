// Pairs that moved, each with its course as a small line on the same scale.
import { html, svg, type TemplateResult } from "lit";
import { Graphic, day } from "./base.js";

interface Row {
  pair: string;
  href: string;
  direction: string;
  words: string;
  odds: string;
  named: boolean;
  events: number;
  before: number;
  course: [string, number, number][];
}
interface Data {
  since: string;
  rows: Row[];
}

const WIDTH = 300;
const HEIGHT = 42;

class Movers extends Graphic<Data> {
  override render(): TemplateResult {
    return html`<ol class="movers-list">${this.data.rows.map((row) => this.line(row))}</ol>`;
  }

  private line(row: Row): TemplateResult {
    const few = row.events < 5 || row.before < 5;
    return html`<li class=${few ? "few" : ""}>
      <a href=${row.href}><bdi>${row.pair}</bdi></a>
      <span class=${row.direction}><b>${row.words}</b></span>
      ${this.course(row)}
      <span class="odds">odds ${row.odds}<br /><span class="dim">${row.before} events, then ${row.events}${row.named ? "" : "; unsure"}</span></span>
    </li>`;
  }

  private course(row: Row): TemplateResult {
    const times = row.course.map(([text]) => day(text).getTime());
    const [first, last] = [times[0] ?? 0, times[times.length - 1] ?? 1];
    const x = (time: number): number => ((time - first) / Math.max(1, last - first)) * WIDTH;
    const y = (share: number): number => 2 + (1 - share) * (HEIGHT - 4);
    const points = row.course.map(([, level], i) => `${x(times[i]!).toFixed(1)},${y(level).toFixed(1)}`).join(" ");
    const since = x(day(this.data.since).getTime());
    const dots = row.course.flatMap(([, level, n], i) =>
      n > 0 ? [svg`<circle cx=${x(times[i]!)} cy=${y(level)} r=${Math.min(3, 0.8 + n / 4)} fill="currentColor"></circle>`] : [],
    );
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Share of conflict of ${row.pair}, month by month">
      <line class="grid" x1="0" x2=${WIDTH} y1=${y(0)} y2=${y(0)}></line><line class="grid" x1="0" x2=${WIDTH} y1=${y(1)} y2=${y(1)}></line>
      <line x1=${since} x2=${since} y1="0" y2=${HEIGHT} stroke="currentColor" stroke-dasharray="2 3"></line>
      <polyline points=${points} fill="none" stroke="currentColor" stroke-width="1.2"></polyline>${dots}</svg>`;
  }
}

customElements.define("al-movers", Movers);

// Pairs that moved, each with its course as a small line on the same scale.
import { html, svg, type TemplateResult } from "lit";
import { Graphic, day, percent } from "./base.js";

interface Row {
  pair: string;
  href: string;
  direction: string;
  words: string;
  assess: string;
  likely: string;
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
    const months = this.data.rows.flatMap((row) => row.course.map(([text]) => text.slice(0, 7))).sort();
    return html`<p class="movers-head dim" aria-hidden="true"><span>Pair</span><span>Moved</span><span>Share of conflict, 0 to 100 %</span><span>How likely</span></p>
      <ol class="movers-list">${this.data.rows.map((row) => this.line(row))}</ol>
      <p class="movers-axis dim" aria-hidden="true"><span>${months[0]}</span><span>${months.at(-1)}</span></p>`;
  }

  private line(row: Row): TemplateResult {
    const few = row.events < 5 || row.before < 5;
    return html`<li class=${few ? "few" : ""}>
      <a href=${row.href}><bdi>${row.pair}</bdi></a>
      <span class=${row.direction}>${row.named ? html`<b>${row.words}</b>` : row.words}</span>
      ${this.course(row)}
      <span class="odds">${row.likely} likely · <a href=${row.assess} aria-label="the answer about ${row.pair}">answer</a><br /><span class="dim">counted: ${row.before} before, ${row.events} since</span></span>
    </li>`;
  }

  private course(row: Row): TemplateResult {
    const times = row.course.map(([text]) => day(text).getTime());
    const [first, last] = [times[0] ?? 0, times[times.length - 1] ?? 1];
    const x = (time: number): number => ((time - first) / Math.max(1, last - first)) * WIDTH;
    const y = (share: number): number => 2 + (1 - share) * (HEIGHT - 4);
    const at = (i: number): string => `${x(times[i]!).toFixed(1)},${y(row.course[i]![1]).toFixed(1)}`;
    // solid only between two months that have events: what lies between others is carried on, and not seen
    const line = (seen: boolean): string =>
      row.course
        .slice(1)
        .flatMap(([, , n], i) => ((n > 0 && row.course[i]![2] > 0) === seen ? [`M${at(i)}L${at(i + 1)}`] : []))
        .join("");
    const since = x(day(this.data.since).getTime());
    // a dot is a line of no length with round ends: it stays round however the drawing is stretched
    const dots = row.course.flatMap(([text, level, n], i) => {
      if (n <= 0) return [];
      const [at, told] = [text.slice(0, 7), `${row.pair}, ${text.slice(0, 7)}: share of conflict ${percent(level)}`];
      const place = `M${x(times[i]!).toFixed(1)},${y(level).toFixed(1)}h0`;
      return [svg`<a href="${row.href}&from=${at}&to=${at}" tabindex="-1" aria-label=${told}><title>${told}</title>
        <path d=${place} stroke="transparent" stroke-width="16"></path>
        <path d=${place} stroke="currentColor" stroke-width=${2 * Math.min(3.5, 1 + n / 4)}></path></a>`];
    });
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="group" aria-label="Share of conflict of ${row.pair}, month by month">
      <line class="grid" x1="0" x2=${WIDTH} y1=${y(0)} y2=${y(0)}></line><line class="grid" x1="0" x2=${WIDTH} y1=${y(1)} y2=${y(1)}></line>
      <line x1=${since} x2=${since} y1="0" y2=${HEIGHT} stroke="currentColor" stroke-dasharray="2 3"></line>
      <path d=${line(true)} fill="none" stroke="currentColor" stroke-width="1.4"></path>
      <path d=${line(false)} fill="none" stroke="currentColor" stroke-width="1.2" stroke-dasharray="3 3" opacity=".7"></path>${dots}</svg>`;
  }
}

customElements.define("al-movers", Movers);

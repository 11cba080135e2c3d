// The course of a relation: acts by month, the share of conflict with its bands, turns, key events, coverage; and a brush.
import * as Plot from "@observablehq/plot";
import { html, type TemplateResult } from "lit";
import { Graphic, day, month, monthAfter, percent, tidy } from "./base.js";

type Row = [string, number, number, number, number, number, number, number, number];
interface Data {
  months: Row[];
  turns: { month: string; words: string; odds: string }[];
  key: { day: string; when: string; act: string; parties: string; side: string; href: string }[];
  window: [string, string] | null;
  thin: number;
}
interface Month {
  at: Date;
  next: Date;
  middle: Date;
  cooperation: number;
  conflict: number;
  level: number;
  low50: number;
  high50: number;
  low90: number;
  high90: number;
  articles: number;
}

type Step = [Month, Month];

const LEFT = 44;
const RIGHT = 8;

function readMonths(rows: Row[]): Month[] {
  return rows.map(([text, cooperation, conflict, level, low50, high50, low90, high90, articles]) => {
    const at = day(text);
    const next = monthAfter(at);
    const middle = new Date((at.getTime() + next.getTime()) / 2);
    return { at, next, middle, cooperation, conflict, level, low50, high50, low90, high90, articles };
  });
}

/** Marks on the scale of counts, both ways from zero: whole numbers, since acts are. */
function marks(most: number): number[] {
  const step = Math.max(1, Math.floor(most / 2));
  return [-2 * step, -step, 0, step, 2 * step].filter((n) => Math.abs(n) <= most);
}

class Course extends Graphic<Data> {
  private months: Month[] = [];
  private from: number | null = null;
  private to: number | null = null;

  override render(): TemplateResult {
    this.months = readMonths(this.data.months);
    const key = html`<ul class="key" aria-hidden="true">
      <li><i class="coop"></i>cooperation</li><li><i class="conf"></i>conflict</li>
      <li><i class="line"></i>expected share of conflict (dashed: no acts reported)</li><li>● ◆ key events</li><li>┆ turn</li>
    </ul>`;
    return html`<div class="brush" @pointerdown=${this.start} @pointermove=${this.move} @pointerup=${this.end}
      @pointercancel=${this.forget}>${this.acts()}${this.level()}${this.coverage()}<div class="selection" hidden></div></div>${key}
      ${this.brushes ? html`<p class="dim on-screen">Choose a month, or drag over several, to narrow the page to them; Esc undoes it. The fields above do the same.</p>` : ""}`;
  }

  private get brushes(): boolean {
    return document.getElementById("months") instanceof HTMLFormElement;
  }

  private get domain(): [Date, Date] {
    return [this.months[0]!.at, this.months[this.months.length - 1]!.next];
  }

  private frame(height: number, bottom: number, top = 18): Plot.PlotOptions {
    return {
      width: this.width,
      height,
      marginLeft: LEFT,
      marginRight: RIGHT,
      marginTop: top,
      marginBottom: bottom,
      x: { type: "utc", domain: this.domain, label: null, axis: bottom > 10 ? "bottom" : null },
    };
  }

  /** Fades what lies outside the months chosen; drawn last. */
  private shade(): Plot.Markish[] {
    const window = this.data.window;
    if (!window) return [];
    const [start, end] = this.domain;
    const [from, to] = [day(window[0]), day(window[1])];
    const outside = [[start, from], [to, end]].filter(([a, b]) => a! < b!);
    return [Plot.rect(outside, { x1: (d) => d[0], x2: (d) => d[1], fill: "var(--paper)", fillOpacity: 0.7, pointerEvents: "none" })];
  }

  private acts(): SVGSVGElement {
    const most = Math.max(1, ...this.months.flatMap((m) => [m.cooperation, m.conflict]));
    const bar = { x1: "at", x2: "next", inset: this.months.length > 120 ? 0 : 0.5 } as const;
    const plot = Plot.plot({
      ...this.frame(156, 10),
      y: { domain: [-most, most], label: null, ticks: marks(most), tickFormat: (n: number) => String(Math.abs(n)), grid: true },
      marks: [
        Plot.rectY(this.months, { ...bar, y1: 0, y2: "cooperation", fill: "var(--coop)" }),
        Plot.rectY(this.months, { ...bar, y1: 0, y2: (m: Month) => -m.conflict, fill: "var(--conf)" }),
        Plot.ruleY([0], { stroke: "currentColor" }),
        Plot.text(["cooperation ↑"], { frameAnchor: "top-left", dy: -14, dx: 2, fill: "currentColor" }),
        Plot.text(["conflict ↓"], { frameAnchor: "bottom-left", dy: 12, dx: 2, fill: "currentColor" }),
        ...this.shade(),
      ],
    });
    return tidy(plot, `Acts by month. ${this.label}`);
  }

  private level(): SVGSVGElement {
    const seen = this.months.filter((m) => m.cooperation + m.conflict > 0);
    const steps = this.months.slice(1).map((to, i): Step => [this.months[i]!, to]);
    const bothSeen = (step: Step): boolean => step.every((m) => m.cooperation + m.conflict > 0);
    const line = {
      x1: ([a]: Step) => a.middle, y1: ([a]: Step) => a.level, x2: ([, b]: Step) => b.middle, y2: ([, b]: Step) => b.level,
      stroke: "currentColor",
    };
    const at = (text: string): number => {
      const moment = day(text);
      return this.months.find((m) => m.at <= moment && moment < m.next)?.level ?? 0;
    };
    const key = this.data.key.map((e) => ({ ...e, at: day(e.day), y: at(e.day), told: `${e.when}: ${e.act}, ${e.parties}` }));
    const turns = this.data.turns.map((t) => ({ at: day(t.month), told: `${t.words}, ${t.odds}` }));
    const told = (m: Month): string =>
      `${month(m.at)}\nshare of conflict ${percent(m.level)}\n50 %: ${percent(m.low50)} to ${percent(m.high50)}\n90 %: ${percent(m.low90)} to ${percent(m.high90)}\n${m.cooperation} cooperation, ${m.conflict} conflict`;
    const plot = Plot.plot({
      ...this.frame(228, 4, 36),
      y: { domain: [0, 1], label: null, ticks: [0, 0.25, 0.5, 0.75, 1], tickFormat: (n: number) => `${n * 100} %`, grid: true },
      marks: [
        Plot.areaY(this.months, { x: "middle", y1: "low90", y2: "high90", fill: "var(--band)", fillOpacity: 0.22 }),
        Plot.areaY(this.months, { x: "middle", y1: "low50", y2: "high50", fill: "var(--band)", fillOpacity: 0.4 }),
        // solid only between two months that have acts: what lies between others is carried on, and not seen
        Plot.link(steps.filter(bothSeen), { ...line, strokeWidth: 1.4 }),
        Plot.link(steps.filter((step) => !bothSeen(step)), { ...line, strokeWidth: 1.2, strokeDasharray: "3 3", strokeOpacity: 0.7 }),
        Plot.dot(seen, {
          x: "middle", y: "level", fill: "currentColor",
          r: (m: Month) => Math.min(4, 1.2 + Math.sqrt(m.cooperation + m.conflict) / 2),
          fillOpacity: (m: Month) => (m.cooperation + m.conflict < this.data.thin ? 0.45 : 1),
        }),
        Plot.ruleX(turns, { x: "at", stroke: "currentColor", strokeDasharray: "3 3" }),
        Plot.text(turns, { x: "at", text: "told", frameAnchor: "bottom", dy: -5, dx: 4, textAnchor: "start", fill: "currentColor", stroke: "var(--paper)", strokeWidth: 3 }),
        Plot.text(["share of conflict"], { frameAnchor: "top-left", dy: -14, dx: 2, fill: "currentColor" }),
        ...this.shade(),
        Plot.tip(this.months, Plot.pointerX({ x: "middle", y: "level", title: told, fill: "var(--paper)" })),
        Plot.dot(key, {
          x: "at", y: "y", href: "href", title: "told", r: 5, strokeWidth: 1.5, stroke: "var(--paper)",
          symbol: (e: { side: string }) => (e.side === "conflict" ? "diamond" : "circle"),
          fill: (e: { side: string }) => (e.side === "conflict" ? "var(--conf)" : "var(--coop)"),
        }),
      ],
      symbol: { type: "identity" },
      color: { type: "identity" },
      r: { type: "identity" },
      opacity: { type: "identity" },
    });
    return tidy(plot, `Share of conflict by month. ${this.label}`);
  }

  private coverage(): SVGSVGElement {
    const plot = Plot.plot({
      ...this.frame(104, 36, 26),
      y: { label: null, ticks: 2, domain: [0, Math.max(1, ...this.months.map((m) => m.articles))], nice: true },
      marks: [
        Plot.rectY(this.months, { x1: "at", x2: "next", y: "articles", fill: "var(--band)", fillOpacity: 0.75, inset: 0.3 }),
        Plot.text(["articles on either"], { frameAnchor: "top-left", dy: -14, dx: 2, fill: "currentColor" }),
        Plot.ruleY([0], { stroke: "currentColor" }),
        ...this.shade(),
      ],
    });
    return tidy(plot, `Coverage by month. ${this.label}`);
  }

  private place(event: PointerEvent): number {
    const box = this.getBoundingClientRect();
    return Math.min(Math.max(event.clientX - box.left, LEFT), this.width - RIGHT);
  }

  private start(event: PointerEvent): void {
    if (!this.brushes || event.button !== 0 || (event.target as Element).closest("a")) return;
    this.from = this.to = this.place(event);
    // a finger that moves scrolls the page; one that doesn't chooses a month
    if (event.pointerType === "touch") return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  private move(event: PointerEvent): void {
    if (this.from === null || event.pointerType === "touch") return;
    this.to = this.place(event);
    const shown = this.querySelector<HTMLElement>(".selection")!;
    shown.hidden = false;
    shown.style.left = `${Math.min(this.from, this.to)}px`;
    shown.style.width = `${Math.abs(this.to - this.from)}px`;
  }

  private end(): void {
    const [a, b] = [this.from, this.to];
    this.forget();
    if (a === null || b === null) return;
    const [start, end] = this.domain.map((date) => date.getTime()) as [number, number];
    const moment = (x: number): string => {
      const share = (x - LEFT) / (this.width - LEFT - RIGHT);
      return month(new Date(Math.min(start + share * (end - start), end - 1)));
    };
    // so short a way is a click that shook, not a choice of two months
    const one = Math.abs(a - b) < 6;
    const [from, to] = one ? [moment(a), moment(a)] : [moment(Math.min(a, b)), moment(Math.max(a, b))];
    this.dispatchEvent(new CustomEvent("brush", { bubbles: true, detail: { from, to } }));
  }

  private forget(): void {
    this.from = this.to = null;
    this.querySelector<HTMLElement>(".selection")?.setAttribute("hidden", "");
  }
}

customElements.define("al-course", Course);

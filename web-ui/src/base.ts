// The base of all graphics: reads the data beside it, draws for the width there is, and draws again when that changes.
import { LitElement } from "lit";

// Width of a drawing on paper, in CSS pixels: A4 upright within its margins.
const PAPER = 700;

export abstract class Graphic<Data> extends LitElement {
  protected data!: Data;
  protected width = 640;
  private most = Infinity;
  private watcher?: ResizeObserver;

  // The page's own style sheet applies, and the policy allows no other.
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    const script = this.querySelector('script[type="application/json"]');
    this.data = JSON.parse(script?.textContent || "{}") as Data;
    this.width = this.measured();
    super.connectedCallback();
    this.watcher = new ResizeObserver(() => {
      const now = this.measured();
      if (Math.abs(now - this.width) > 8) {
        this.width = now;
        this.requestUpdate();
      }
    });
    this.watcher.observe(this);
    addEventListener("beforeprint", this.toPaper);
    addEventListener("afterprint", this.toScreen);
  }

  override disconnectedCallback(): void {
    this.watcher?.disconnect();
    removeEventListener("beforeprint", this.toPaper);
    removeEventListener("afterprint", this.toScreen);
    super.disconnectedCallback();
  }

  // A drawing for a wide window would be shrunk on paper, and its letters with it. Printing doesn't wait: draw at once.
  private toPaper = (): void => this.draw(PAPER);
  private toScreen = (): void => this.draw(Infinity);

  private draw(most: number): void {
    this.most = most;
    this.width = this.measured();
    this.requestUpdate();
    this.performUpdate();
  }

  protected get label(): string {
    return this.dataset.label ?? "";
  }

  private measured(): number {
    return Math.min(this.most, Math.max(280, Math.floor(this.getBoundingClientRect().width) || 640));
  }
}

/** Makes a plot fit the page's policy and a screen reader: no style element, one label, links with names. */
export function tidy(plot: SVGSVGElement | HTMLElement, label: string): SVGSVGElement {
  const svg = (plot instanceof SVGSVGElement ? plot : plot.querySelector("svg")) as SVGSVGElement;
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const part of svg.querySelectorAll("[aria-label], [aria-description], [aria-hidden]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
    part.removeAttribute("aria-hidden");
  }
  const links = svg.querySelectorAll("a");
  for (const link of links) {
    const name = link.querySelector("title")?.textContent;
    if (name) link.setAttribute("aria-label", name);
  }
  svg.setAttribute("role", links.length ? "group" : "img");
  svg.setAttribute("aria-label", label);
  return svg;
}

export const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
export const monthAfter = (date: Date): Date => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
export const month = (date: Date): string => date.toISOString().slice(0, 7);
export const percent = (share: number): string =>
  share < 0.01 ? "under 1 %" : share > 0.99 ? "over 99 %" : `${Math.round(share * 100)} %`;

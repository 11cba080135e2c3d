// The jobs with their progress, asked for again while any is open.
import { LitElement, html, type TemplateResult } from "lit";

interface Job {
  number: number;
  title: string;
  state: string;
  stage: string;
  done: number;
  total: number | null;
  message: string;
  problems: string[];
  open: boolean;
}

// So many problems are shown without being asked for.
const FEW = 5;

class Jobs extends LitElement {
  private jobs: Job[] | undefined;
  private lost = false;
  private timer = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    this.replaceChildren();
    super.connectedCallback();
    void this.ask();
  }

  override disconnectedCallback(): void {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  private async ask(): Promise<void> {
    try {
      const answer = await fetch(this.dataset.from ?? "/jobs.json");
      this.jobs = ((await answer.json()) as { jobs: Job[] }).jobs;
      this.lost = false;
    } catch {
      this.lost = true;
    }
    this.requestUpdate();
    if (this.lost || this.jobs?.some((job) => job.open)) this.timer = window.setTimeout(() => void this.ask(), 700);
  }

  override render(): TemplateResult {
    if (this.lost) return html`<p class="empty" role="alert">The server does not answer. Is <code>allegiance serve</code> still running?</p>`;
    if (!this.jobs) return html`<p class="dim" role="status">Asking for the jobs…</p>`;
    if (!this.jobs.length) return html`<p>None yet. Choose what to read above.</p>`;
    return html`<ul class="plain jobs" aria-live="polite">${this.jobs.map((job) => this.job(job))}</ul>`;
  }

  private job(job: Job): TemplateResult {
    const token = document.querySelector<HTMLInputElement>("input[name=token]")?.value ?? "";
    const far = job.total ? `${job.done} of ${job.total}` : job.done || "";
    const bar = job.total
      ? html`<progress max=${job.total} value=${job.done} aria-label=${job.title}></progress>`
      : html`<progress aria-label=${job.title}></progress>`;
    return html`<li class="card"><h3>${job.title}</h3><p><b>${job.state}</b>${job.stage ? html` · ${job.stage} ${far}` : ""}</p>
      ${job.state === "running" ? bar : ""}<p>${job.message}</p>
      ${job.open ? html`<form method="post" action="/jobs"><input type="hidden" name="token" value=${token} /><input type="hidden" name="kind" value="stop" /><input type="hidden" name="number" value=${job.number} /><button>Stop</button></form>` : ""}
      ${job.problems.length ? html`<details ?open=${job.problems.length <= FEW}><summary>${job.problems.length} problem${job.problems.length > 1 ? "s" : ""}</summary><ul>${job.problems.map((told) => html`<li><bdi>${told}</bdi></li>`)}</ul></details>` : ""}</li>`;
  }
}

customElements.define("al-jobs", Jobs);

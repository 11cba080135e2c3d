// Goes to another address of the same page without a flash: what the server renders takes the place of what is there.

let running: AbortController | undefined;
/** The address that the page shows, without its anchor. */
let shown = location.pathname + location.search;

function say(text: string): void {
  const status = document.getElementById("status");
  if (status) status.textContent = text;
}

/** Says on the page that the server is gone; what is shown stays. */
function lost(main: HTMLElement): void {
  main.querySelector(":scope > [role=alert]")?.remove();
  const told = document.createElement("p");
  told.className = "empty";
  told.setAttribute("role", "alert");
  told.textContent = "The server does not answer. Start allegiance serve again, then choose once more; what you see is from before.";
  main.prepend(told);
  told.scrollIntoView({ block: "nearest" });
}

/** Shows an address in the place of the page; the browser goes there by itself where that can't be done. */
export async function visit(address: string | URL, push = true): Promise<void> {
  const target = new URL(address, location.href);
  running?.abort();
  running = new AbortController();
  const main = document.querySelector("main")!;
  const kept = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(target, { signal: running.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("main");
    if (!found || page.querySelector('meta[http-equiv="refresh"]')) {
      location.assign(target);
      return;
    }
    if (push) history.pushState(null, "", target);
    shown = target.pathname + target.search;
    document.title = page.title;
    main.replaceWith(document.adoptNode(found));
    again(kept, target.hash);
    say(page.querySelector(".answer")?.textContent?.trim() || page.title);
  } catch (error) {
    if ((error as Error).name === "AbortError") return;
    main.removeAttribute("aria-busy");
    lost(main);
  }
}

/** Puts the focus back on what had it, as far as that is still there. */
function again(kept: HTMLElement | null, hash: string): void {
  const same = kept?.id ? document.getElementById(kept.id) : kept instanceof HTMLInputElement ? twin(kept) : null;
  // who presses "earlier" may press it again; who came by an arrow key opens with Enter what is now chosen
  const step = kept instanceof HTMLAnchorElement && kept.rel ? `main a[rel=${kept.rel}]` : "";
  const goal = same ?? (step || hash ? document.querySelector<HTMLElement>(step || `${hash} .button`) : null);
  goal?.focus({ preventScroll: true });
}

function twin(field: HTMLInputElement): HTMLElement | null {
  const alike = [...document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(field.name)}"]`)];
  return alike.find((one) => one.value === field.value) ?? null;
}

function addressOf(form: HTMLFormElement): URL {
  const address = new URL(form.action, location.href);
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value !== "");
  address.search = new URLSearchParams(fields as [string, string][]).toString();
  return address;
}

/** Opens what is folded around the part of the page that the address names, as not every browser does. */
function unfold(): void {
  const target = document.getElementById(location.hash.slice(1));
  const folded = target?.closest("details:not([open])");
  if (!target || !folded) return;
  folded.setAttribute("open", "");
  target.scrollIntoView();
}

/** Listens for forms, switches, steps and brushes anywhere on the page. */
export function enliven(): void {
  unfold();
  addEventListener("hashchange", unfold);
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.matches("form[data-live]")) {
      event.preventDefault();
      void visit(addressOf(form));
    }
  });
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLElement;
    const form = field.closest<HTMLFormElement>("form[data-live]");
    if (form && field.matches("input[type=checkbox], select")) void visit(addressOf(form));
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[rel=prev], a[rel=next], a[data-reset]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      void visit(link.href);
    }
  });
  document.addEventListener("brush", (event) => {
    const { from, to } = (event as CustomEvent<{ from: string; to: string }>).detail;
    const address = new URL(location.href);
    address.searchParams.set("from", from);
    address.searchParams.set("to", to);
    address.searchParams.delete("offset");
    address.searchParams.delete("event");
    address.hash = "";
    void visit(address);
  });
  // A click on an anchor of this page pops a state too; the browser has gone there already.
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) void visit(location.href, false);
  });
}

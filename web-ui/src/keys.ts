// Keys: / to search, arrows to step and to move along lists, Esc to go back a step, ? for help.
import { visit } from "./visit.js";

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
}

function step(rel: "prev" | "next"): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`main a[rel=${rel}]`);
  if (link) void visit(link.href);
  return link !== null;
}

function along(by: 1 | -1): boolean {
  const lists = "main [data-list] a, main .movers-list a, main tbody th a";
  const links = [...document.querySelectorAll<HTMLAnchorElement>(lists)].filter((link) => link.checkVisibility());
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const next = at < 0 ? (by > 0 && document.activeElement === document.body ? links[0] : undefined) : links[at + by];
  next?.focus();
  return next !== undefined;
}

function escape(): boolean {
  const active = document.activeElement;
  if (typing(active)) {
    (active as HTMLElement).blur();
    return true;
  }
  const reset = document.querySelector<HTMLAnchorElement>("main a[data-reset]");
  if (reset) void visit(reset.href);
  return reset !== null;
}

export function listen(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const help = document.getElementById("help") as HTMLDialogElement | null;
    if (help?.open) return;
    if (event.key === "Escape" ? escape() : !typing(event.target) && handled(event.key, help)) event.preventDefault();
  });
}

function handled(key: string, help: HTMLDialogElement | null): boolean {
  switch (key) {
    case "/":
      document.getElementById("quick")?.focus();
      return true;
    case "?":
      help?.showModal();
      return help !== null;
    case "ArrowLeft":
      return step("prev");
    case "ArrowRight":
      return step("next");
    case "ArrowDown":
      return along(1);
    case "ArrowUp":
      return along(-1);
    default:
      return false;
  }
}

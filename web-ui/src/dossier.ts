// What a dossier carries inside it: no network, no address to go to.
import "./elements.js";
import "./outlets.js";

// Within a notebook the page has no address of its own, so that a browser would look for its anchors elsewhere.
if (location.protocol === "about:") {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    const anchor = link?.getAttribute("href");
    const target = anchor?.startsWith("#") ? document.getElementById(anchor.slice(1)) : null;
    if (!target) return;
    event.preventDefault();
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView();
  });
}

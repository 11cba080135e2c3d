// What a dossier carries inside it: no network, no address to go to.
import "./elements.js";
import "./outlets.js";

// What the served pages load.
import "./elements.js";
import "./chain.js";
import "./jobs.js";
import "./map.js";
import "./movers.js";
import "./network.js";
import "./outlets.js";
import { listen } from "./keys.js";
import { enliven } from "./visit.js";

enliven();
listen();

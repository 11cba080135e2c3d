import "./elements.js";

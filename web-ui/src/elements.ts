// The elements that pages and dossiers share.
import "./course.js";
import "./judgement.js";
import "./signs.js";

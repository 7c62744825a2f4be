/** Imported by every page file as Evidence compiles it, and used by none: numbers are written by components/site/format.js. */
export const fmt = String;

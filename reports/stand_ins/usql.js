/** Imported by every page file as Evidence compiles it. Queries of its own, which ask anew when an input changes, no page has. */
export const Query = { emptyCache() {} };
export const hasUnsetValues = () => false;

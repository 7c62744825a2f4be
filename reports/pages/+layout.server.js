// The pages carry their whole content as HTML and SVG; with client-side rendering off, none of Evidence's
// scripts and no database engine travel to the reader.
export const csr = false;

/** Page files tell Evidence's charts how to query; there are none. */
export const setQueryFunction = () => {};

/**
 * What is true of this screen alone and stands in no address: what the pointer and the keyboard are on, how far the map is
 * zoomed, and whether the overview is open.
 * @type {{ pointed: string | null, cursor: string | null, scale: number, aboutOpen: boolean }}
 */
export const screen = { pointed: null, cursor: null, scale: 1, aboutOpen: false };

/**
 * What is true of this screen alone and stands in no address: what the pointer and the keyboard are on, how far the map is
 * zoomed, whether the overview or the notes are open, and from where among the deals something was opened.
 * @type {{ pointed: string | null, cursor: string | null, scale: number, aboutOpen: boolean, notesOpen: boolean, opener: HTMLElement | null }}
 */
export const screen = { pointed: null, cursor: null, scale: 1, aboutOpen: false, notesOpen: false, opener: null };

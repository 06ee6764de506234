/**
 * Return a text of at most so many characters, with … where it was cut.
 * @param {string} text
 * @param {number} most
 */
export const clip = (text, most) => {
  if (text.length <= most) return text;
  const letters = Array.from(text.slice(0, most * 2));
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
};

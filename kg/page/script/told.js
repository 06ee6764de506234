import { data } from "./data.js";
import { fill, get, make, text } from "./dom.js";
import { dayNow, forgetTold, linkTold, now } from "./state.js";
import { dateText, t } from "./words.js";

/* What is said of the day that was asked for, while the day is shown that stands for it; null where there is nothing to say. */
const ofDay = () => {
  const { asked, shown } = linkTold();
  if (asked === null || now().day !== shown) return null;
  const day = data.days[dayNow()];
  return make("p", {}, t(day > asked ? "toldEarly" : "toldDay").replace("{asked}", dateText(asked)).replace("{shown}", dateText(day)));
};
/* Say what a link asked for that the page shows otherwise, or does not have. */
export const showTold = () => {
  const { unknown } = linkTold();
  const bar = get("told");
  const day = ofDay();
  bar.hidden = !unknown.length && !day;
  const [before, after] = t("toldUnknown").split("{names}");
  const names = [...new Set(unknown)].flatMap((name, n) => [n ? t("comma") : null, text(name, 80)]);
  fill(bar, make("div", {}, unknown.length ? make("p", {}, before, names, after) : null, day),
    make("button", { type: "button", class: "icon", "aria-label": t("close"), onclick: () => { forgetTold(); showTold(); } }, "×"));
};

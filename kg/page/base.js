const KG = {};
(() => {
  "use strict";
  const read = (id) => {
    const element = document.getElementById(id);
    const data = JSON.parse(element.textContent);
    element.remove();
    return data;
  };

  KG.data = read("case-data");
  KG.graph = { nodes: read("graph-nodes"), edges: read("graph-edges"), options: JSON.parse(read("graph-options")) };
  KG.place = new Map(KG.graph.nodes.map((node) => [node.id, node]));
  KG.lists = {
    p: KG.data.parties, i: KG.data.issues, o: KG.data.options, b: KG.data.proposals,
  };

  /* Return the words of a text in the page's language, else in English, else in any. */
  KG.say = (text) => {
    if (text === null || text === undefined) return "";
    if (typeof text === "string") return text;
    return text[KG.state.lang] ?? text.en ?? text[""] ?? Object.values(text)[0] ?? "";
  };
  KG.t = (key) => {
    const words = KG.data.words;
    return words[KG.state.lang]?.[key] ?? words.en[key] ?? key;
  };
  KG.label = (thing) => KG.say(thing.t) || thing.k;
  KG.clip = (text, most) => {
    if (text.length <= most) return text;
    const letters = Array.from(text.slice(0, most * 2));
    return letters.length <= most ? text : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
  };
  KG.thing = (id) => KG.lists[id[0]]?.[Number(id.slice(1))];
  KG.nameOf = (id) => KG.label(KG.thing(id));

  /* Return a new element; `properties` are set as attributes, `on…` as listeners; children are nodes or plain text. */
  KG.make = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "class") element.className = value;
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false) continue;
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return element;
  };
  KG.text = (words, most) => KG.make("bdi", {}, most ? KG.clip(words, most) : words);
  KG.fill = (element, ...children) => element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  KG.get = (id) => document.getElementById(id);
  KG.tell = (words) => { KG.get("said").textContent = words; };

  const dates = new Map();
  KG.date = (day, brief) => {
    if (!day) return KG.t("unknownDay");
    const key = `${KG.state.lang}${brief ? 1 : 0}`;
    if (!dates.has(key)) {
      const month = brief ? "short" : "long";
      dates.set(key, new Intl.DateTimeFormat(KG.state.lang === "en" ? "en-GB" : KG.state.lang, {
        day: "numeric", month, year: "numeric", timeZone: "UTC",
      }));
    }
    return dates.get(key).format(new Date(`${day}T00:00:00Z`));
  };

  /* Return a link where the address is http or https, otherwise the address as plain text. */
  KG.link = (address, words) => {
    let url = null;
    try { url = new URL(address); } catch { url = null; }
    if (!url || !["http:", "https:"].includes(url.protocol)) return KG.text(words ?? address, 300);
    return KG.make("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, KG.text(words ?? url.hostname, 300), " ↗");
  };
})();

"use strict";
// The page knows its groups, shows one pair of texts at a time, and keeps decisions by row. Text reaches the page
// through textContent only.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  byId("data").remove();

  // ---- what there is: groups of [row, head, others, pairs], pairs of [row, similarity, figures, left, right];
  // left and right are pieces of text behind a digit: 0 plain, 1 shared, 2 only here, 3 left out, 4 a piece of left
  const groups = data.groups.map(([row, head, others, pairs], number) => {
    const values = pairs.map((pair) => pair[1]);
    return { number, row, head, others, pairs, least: Math.min(...values), most: Math.max(...values), text: null };
  });
  const keptName = data.within ? "row" : "train row";
  const ownName = data.within ? "row" : "test row";
  const decided = new Map();
  const total = groups.reduce((sum, group) => sum + group.pairs.length, 0);
  let view = groups;
  let at = 0; // place in the view
  let member = 0; // place in the group's pairs

  // ---- decisions: of a row keep, drop or unsure; "swap" is two of them
  const store = "twicetold " + data.fingerprint;
  const KINDS = ["keep", "drop", "unsure"];

  const put = (entries) => {
    for (const entry of entries) {
      if (Number.isInteger(entry?.row) && entry.row >= 0 && entry.row < data.texts && KINDS.includes(entry.decision)) {
        decided.set(entry.row, entry.decision);
      }
    }
  };
  const entries = () => [...decided].sort((a, b) => a[0] - b[0]).map(([row, decision]) => ({ row, decision }));
  const remember = () => {
    try {
      localStorage.setItem(store, JSON.stringify(entries()));
      return true;
    } catch {
      return false;
    }
  };
  const recall = () => {
    try {
      put(JSON.parse(localStorage.getItem(store) || "[]"));
    } catch {
      decided.clear(); // nothing that can be read: the page works without
    }
  };
  const swapped = (group) => data.swap && decided.get(group.row) === "drop";
  const decisionOn = (group, pair) => {
    const own = decided.get(pair[0]);
    return own === "keep" && swapped(group) ? "swap" : own;
  };
  const decide = (group, pair, decision) => {
    const row = pair[0];
    if (decision === "swap") {
      decided.set(group.row, "drop");
      decided.set(row, "keep");
    } else {
      const was = decisionOn(group, pair);
      if (decision === "clear") decided.delete(row);
      else decided.set(row, decision);
      // The left text may go only while another of the group was chosen to stay.
      const stays = group.pairs.some((other) => decided.get(other[0]) === "keep");
      if (swapped(group) && (!stays || was === "swap")) decided.delete(group.row);
    }
    return remember();
  };

  // ---- which groups are shown, and in which order
  const whole = (pair) => pair[4].map((piece) => (piece[0] === "4" ? pair[3][Number(piece.slice(1))] : piece));
  const textOf = (group) => {
    group.text ??= group.pairs
      .map((pair) => [...pair[3], "3", ...whole(pair)].map((piece) => (piece[0] === "3" ? "\n" : piece.slice(1))).join(""))
      .concat(group.head)
      .join("\n")
      .toLowerCase();
    return group.text;
  };
  const decidedIn = (group) => group.pairs.reduce((sum, pair) => sum + decided.has(pair[0]), 0);
  const SHOWN = {
    all: () => true,
    open: (group) => decidedIn(group) < group.pairs.length,
    decided: (group) => decidedIn(group) === group.pairs.length,
    unsure: (group) => group.pairs.some((pair) => decided.get(pair[0]) === "unsure"),
  };
  const ORDERS = {
    size: null, // as they come
    least: (a, b) => a.least - b.least || a.number - b.number,
    most: (a, b) => b.most - a.most || a.number - b.number,
    row: (a, b) => a.row - b.row,
  };
  const choose = () => {
    const current = view[at];
    const words = byId("search").value.trim().toLowerCase();
    const row = /^\d+$/.test(words) ? Number(words) : -1;
    const hasRow = (group) => group.row === row || group.pairs.some((pair) => pair[0] === row);
    const found = (group) => !words || (row >= 0 && hasRow(group)) || textOf(group).includes(words);
    const wanted = SHOWN[byId("show").value];
    view = groups.filter((group) => wanted(group) && found(group));
    const order = ORDERS[byId("sort").value];
    if (order) view.sort(order);
    if (row >= 0) view.sort((a, b) => hasRow(b) - hasRow(a)); // the row before texts that have the number in them
    const place = row >= 0 ? 0 : view.indexOf(current);
    go(Math.max(0, place), place < 0 ? 0 : member);
    byId("count").textContent =
      view.length === groups.length ? many(groups.length, "group") : `${number(view.length)} of ${many(groups.length, "group")}`;
  };

  // ---- words
  const number = (value) => value.toLocaleString("en");
  const many = (count, what) => `${number(count)} ${what}${count === 1 ? "" : "s"}`;
  const SAID = { keep: "kept", drop: "dropped", unsure: "unsure", swap: "kept instead" };
  const SIGNS = { keep: "✓", drop: "✕", unsure: "?", swap: "⇄" };
  const say = (text) => {
    byId("said").textContent = text;
  };
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // ---- the list: only rows in sight exist
  const HEIGHT = 68;
  const list = byId("list");
  const option = (place) => {
    const group = view[place];
    const made = element("div", undefined, "option");
    made.id = "option-" + place;
    made.style.top = place * HEIGHT + "px";
    made.dataset.place = place;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", String(place === at));
    made.setAttribute("aria-posinset", String(place + 1));
    made.setAttribute("aria-setsize", String(view.length));
    const head = element("span", group.head || "(no text)", "head");
    head.dir = "auto";
    const done = decidedIn(group);
    const alike = group.least === group.most ? group.most.toFixed(2) : `${group.least.toFixed(2)} – ${group.most.toFixed(2)}`;
    const facts = element("span", undefined, "soft");
    facts.append(
      element("span", `${many(group.others + (data.within ? 1 : 0), "text")} · ${alike}`),
      element("span", done === group.pairs.length ? "✓ decided" : done ? `${done} of ${group.pairs.length}` : ""),
    );
    made.append(head, facts);
    return made;
  };
  const drawList = () => {
    byId("space").style.height = view.length * HEIGHT + "px";
    const first = Math.max(0, Math.floor(list.scrollTop / HEIGHT) - 4);
    const last = Math.min(view.length, first + Math.ceil(list.clientHeight / HEIGHT) + 8);
    const rows = [];
    for (let place = first; place < last; place += 1) rows.push(option(place));
    byId("space").replaceChildren(...rows);
    if (at >= first && at < last) list.setAttribute("aria-activedescendant", "option-" + at);
    else list.removeAttribute("aria-activedescendant");
  };
  const reveal = () => {
    const top = at * HEIGHT;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + HEIGHT > list.scrollTop + list.clientHeight) list.scrollTop = top + HEIGHT - list.clientHeight;
  };

  // ---- the pair
  const NAMES = { 1: "mark", 2: "ins" };
  const fill = (box, pieces) => {
    box.replaceChildren(
      ...pieces.map((piece) => {
        const kind = piece[0];
        const text = piece.slice(1);
        if (kind === "3") return element("span", ` ⋯ ${text} characters ⋯ `, "gap");
        return NAMES[kind] ? element(NAMES[kind], text) : document.createTextNode(text);
      }),
    );
    box.scrollTop = 0;
  };
  const drawPair = () => {
    const group = view[at];
    byId("pair").hidden = !group;
    byId("nothing").hidden = Boolean(group);
    if (!group) return;
    const pair = group.pairs[member];
    const [row, similarity, [jaccard, leftInRight, rightInLeft], left] = pair;
    const share = (value) => (100 * value).toFixed(value === 1 ? 0 : 1) + "%";
    byId("heading").textContent =
      `Similarity ${similarity.toFixed(3)}` + (group.pairs.length > 1 ? ` · text ${member + 1} of ${group.pairs.length}` : "");
    byId("figures").textContent =
      (data.measure === "jaccard" ? "" : `Jaccard ${jaccard.toFixed(3)} · `) +
      `${share(leftInRight)} of left in right · ${share(rightInLeft)} of right in left`;
    const now = decisionOn(group, pair);
    const goes = swapped(group) || !data.swap; // so does the left text of a search that keeps none
    byId("left-name").textContent =
      `Left · ${keptName} ${number(group.row)}` + (data.within ? (goes ? " · to be dropped" : " · stays") : "");
    byId("right-name").textContent = `Right · ${ownName} ${number(row)} · ${now ? SAID[now] : "to be dropped, undecided"}`;
    fill(byId("left"), left);
    fill(byId("right"), whole(pair));
    for (const button of document.querySelectorAll("[data-decision]")) {
      const own = button.dataset.decision;
      if (own !== "clear") button.setAttribute("aria-pressed", String(own === now));
      else button.disabled = !now;
    }
    drawMembers(group);
  };
  const drawMembers = (group) => {
    const buttons = group.pairs.length < 2 ? [] : group.pairs.map((pair, place) => {
      const now = decisionOn(group, pair);
      const made = element("button", `${number(pair[0])} · ${pair[1].toFixed(2)}${now ? " " + SIGNS[now] : ""}`);
      made.type = "button";
      made.dataset.member = place;
      made.setAttribute("aria-label", `Text of ${ownName} ${pair[0]}, similarity ${pair[1].toFixed(2)}, ${now ? SAID[now] : "undecided"}`);
      if (place === member) made.setAttribute("aria-current", "true");
      return made;
    });
    if (group.others > group.pairs.length && buttons.length) {
      buttons.push(element("span", `and ${number(group.others - group.pairs.length)} more that are not in this page`, "soft"));
    }
    byId("members").replaceChildren(...buttons);
  };
  const drawProgress = () => {
    let done = 0;
    for (const group of groups) done += decidedIn(group);
    byId("progress").textContent = `${number(done)} of ${many(total, "pair")} decided`;
    byId("meter").style.width = (total ? (100 * done) / total : 0) + "%";
  };

  // ---- going about
  const go = (place, memberPlace = 0) => {
    at = Math.min(Math.max(0, place), Math.max(0, view.length - 1));
    member = view[at] ? Math.min(Math.max(0, memberPlace), view[at].pairs.length - 1) : 0;
    byId("space").style.height = view.length * HEIGHT + "px";
    reveal();
    drawList();
    drawPair();
  };
  const step = (by) => {
    const group = view[at];
    if (!group) return false;
    if (group.pairs[member + by]) go(at, member + by);
    else if (view[at + by]) go(at + by, by > 0 ? 0 : view[at + by].pairs.length - 1);
    else return false;
    return true;
  };
  const where = () => {
    const group = view[at];
    return `Group ${at + 1} of ${view.length}, ${ownName} ${group.pairs[member][0]}, similarity ${group.pairs[member][1].toFixed(2)}`;
  };
  const take = (decision) => {
    const group = view[at];
    if (!group) return;
    const pair = group.pairs[member];
    const stored = decide(group, pair, decision);
    byId("kept").textContent = stored ? "Decisions are kept in this browser." : "Not kept by this browser: export them before you leave.";
    drawProgress();
    const on = decision !== "clear" && step(1);
    if (!on) go(at, member);
    say(`${ownName} ${pair[0]} ${decision === "clear" ? "undecided" : SAID[decision]}. ${on ? where() : "This was the last pair."}`);
  };

  // ---- files
  const exported = () => ({
    twicetold_review: data.review,
    title: data.title,
    texts: data.texts,
    threshold: data.threshold,
    fingerprint: data.fingerprint,
    decisions: entries(),
  });
  const save = () => {
    const link = element("a");
    const address = URL.createObjectURL(new Blob([JSON.stringify(exported(), null, 1)], { type: "application/json" }));
    link.href = address;
    link.download = "review.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    say(`${many(decided.size, "decision")} exported.`);
  };
  const load = async (file) => {
    try {
      const value = JSON.parse(await file.text());
      if (value.fingerprint !== data.fingerprint) throw new Error("of another result");
      put(value.decisions);
      remember();
      drawProgress();
      go(at, member);
      byId("kept").textContent = `${many(decided.size, "decision")} opened.`;
    } catch {
      byId("kept").textContent = "That file is not a review of this result.";
    }
    say(byId("kept").textContent);
  };

  // ---- events
  const ACTIONS = {
    j: () => step(1) && say(where()),
    k: () => step(-1) && say(where()),
    K: () => take("keep"),
    d: () => take("drop"),
    u: () => take("unsure"),
    s: () => data.swap && take("swap"),
    x: () => take("clear"),
    e: save,
    "/": () => byId("search").focus(),
  };
  const MOVES = {
    ArrowDown: () => at + 1,
    ArrowUp: () => at - 1,
    PageDown: () => at + Math.max(1, Math.floor(list.clientHeight / HEIGHT) - 1),
    PageUp: () => at - Math.max(1, Math.floor(list.clientHeight / HEIGHT) - 1),
    Home: () => 0,
    End: () => view.length - 1,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
    if (typing) {
      if (event.key === "Escape" || (event.key === "Enter" && event.target.id === "search")) list.focus();
      return;
    }
    const key = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase(); // whatever Caps Lock says
    const action = byId("keys").checked && ACTIONS[key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  list.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(move());
  });
  list.addEventListener("scroll", drawList);
  addEventListener("resize", drawList);
  list.addEventListener("click", (event) => {
    const row = event.target.closest(".option");
    if (row) go(Number(row.dataset.place));
  });
  byId("members").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const place = Number(button.dataset.member);
    go(at, place);
    byId("members").children[place].focus();
  });
  for (const button of document.querySelectorAll("[data-decision]")) {
    button.addEventListener("click", () => take(button.dataset.decision));
  }
  let waiting = 0;
  byId("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(choose, 120);
  });
  byId("sort").addEventListener("change", choose);
  byId("show").addEventListener("change", choose);
  byId("export").addEventListener("click", save);
  byId("open").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", (event) => {
    if (event.target.files.length) load(event.target.files[0]);
    event.target.value = "";
  });

  byId("notes").replaceChildren(...data.notes.map((note) => element("li", note)));
  recall();
  drawProgress();
  choose();
  list.focus({ preventScroll: true });
})();

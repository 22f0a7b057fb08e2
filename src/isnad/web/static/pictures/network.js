// The network with scripts: the same parties and ties as in the table, to be moved and looked into. Where anything
// fails, the ring drawn by the server stays.
"use strict";
(() => {
  const box = document.querySelector("[data-network]");
  if (!box || !window.cytoscape) return;
  const told = box.dataset;
  const ink = (name) => getComputedStyle(box).getPropertyValue(name).trim();
  const panel = document.querySelector("[data-told]");
  const LINES = { force: "solid", words: "dashed", accord: "dotted", state: "solid" };

  const style = () => [
    {
      selector: "node",
      style: {
        "background-color": ink("--who"), width: "data(size)", height: "data(size)", label: "data(name)",
        color: ink("--ink"), "font-family": getComputedStyle(document.body).fontFamily, "font-size": 14,
        "text-wrap": "wrap", "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 5,
        "text-background-color": ink("--card"), "text-background-opacity": 0.8, "text-background-padding": 2,
        "min-zoomed-font-size": 7,
      },
    },
    {
      selector: "edge",
      style: {
        "curve-style": "bezier", width: "data(thick)", opacity: 0.75, "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
      },
    },
    ...Object.entries(LINES).map(([manner, line]) => ({
      selector: `edge[manner = "${manner}"]`,
      style: { "line-color": ink(`--${manner}`), "target-arrow-color": ink(`--${manner}`), "line-style": line },
    })),
    { selector: ".faint", style: { opacity: 0.12, "text-opacity": 0.25 } },
    { selector: ".chosen", style: { "border-width": 3, "border-color": ink("--edge") } },
  ];

  const elements = (found) => [
    ...found.parties.map((party) => ({
      group: "nodes", data: { ...party, size: Math.min(16 + 5 * Math.log2(1 + party.weight), 52) },
    })),
    ...found.ties.filter((tie) => tie.count && tie.source !== tie.target).map((tie, number) => ({
      group: "edges", data: { ...tie, id: `tie-${number}`, thick: 1.2 + Math.log2(1 + tie.count) * 0.7 },
    })),
  ];

  const spread = (nodes) => {
    const side = 60 + 120 * Math.sqrt(nodes.nodes().length);
    const boundingBox = { x1: 0, y1: 0, w: side, h: side };
    nodes.layout({ name: "circle", boundingBox, fit: false }).run();
    if (nodes.nodes().length > 3) {
      nodes.layout({
        name: "cose", boundingBox, fit: false, animate: false, randomize: false, nodeDimensionsIncludeLabels: true,
        idealEdgeLength: () => 90, nodeRepulsion: () => 60000, nodeOverlap: 40, gravity: 0.3, numIter: 1000,
      }).run();
    }
    return nodes.boundingBox();
  };

  // Each group of parties that are bound together has a box of its own; the boxes stand in rows, the tallest first.
  const arrange = (graph, shape) => {
    const GAP = 36;
    const groups = graph.elements().components().map((group) => ({ group, box: spread(group) }))
      .sort((one, other) => other.box.h - one.box.h);
    const room = groups.reduce((sum, { box }) => sum + (box.w + GAP) * (box.h + GAP), 0);
    const width = Math.max(...groups.map(({ box }) => box.w), Math.sqrt(room * shape) * 1.15);
    let [x, y, deep] = [0, 0, 0];
    for (const { group, box } of groups) {
      if (x + box.w > width && x > 0) [x, y, deep] = [0, y + deep + GAP, 0];
      group.nodes().shift({ x: x - box.x1, y: y - box.y1 });
      x += box.w + GAP;
      deep = Math.max(deep, box.h);
    }
    graph.fit(undefined, 16);
  };

  const say = (node) => {
    panel.replaceChildren();
    if (!node) {
      panel.textContent = panel.dataset.choose;
      return;
    }
    const name = document.createElement(node.data("href") ? "a" : "b");
    if (node.data("href")) name.href = node.data("href");
    name.textContent = node.data("name");
    const list = document.createElement("ul");
    for (const edge of node.connectedEdges().sort((one, other) => other.data("count") - one.data("count")).slice(0, 12)) {
      const item = document.createElement("li");
      item.textContent = edge.data("told");
      list.append(item);
    }
    panel.append(name, list);
  };

  const draw = (found) => {
    if (!found.parties.length) return;
    const frame = document.createElement("div");
    frame.className = "graph-box";
    const ring = box.querySelector("svg");
    ring.replaceWith(frame);
    try {
      const graph = window.cytoscape({ container: frame, elements: elements(found), style: style(), maxZoom: 3, minZoom: 0.2 });
      arrange(graph, frame.clientWidth / frame.clientHeight);
      document.querySelector("[data-more]")?.remove();
      say(null);
      graph.on("tap", "node", ({ target }) => {
        graph.elements().addClass("faint").removeClass("chosen");
        target.closedNeighborhood().removeClass("faint");
        target.addClass("chosen");
        say(target);
      });
      graph.on("tap", (event) => {
        if (event.target !== graph) return;
        graph.elements().removeClass("faint chosen");
        document.querySelector("[data-more]")?.remove();
      say(null);
      });
    } catch (error) {
      frame.replaceWith(ring);
      throw error;
    }
  };

  fetch(told.network, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then(draw)
    .catch((error) => console.warn(error));
})();

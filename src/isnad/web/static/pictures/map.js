// The map with scripts: Leaflet on our own land and borders, no tiles, no other host. What a report or a person wrote
// goes into the page as text only. Where anything fails, the map drawn by the server stays.
"use strict";
(() => {
  const box = document.querySelector("[data-map]");
  if (!box || !window.L) return;
  const NEAR = 34;
  const told = box.dataset;
  const ink = (name) => getComputedStyle(box).getPropertyValue(name).trim();

  const fetched = (address) =>
    fetch(address, { credentials: "same-origin" }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const spotOf = (feature) => {
    const [lon, lat] = feature.properties.center;
    return { ...feature.properties, at: L.latLng(lat, lon) };
  };

  const popupOf = (spots) => {
    const list = element("ul", undefined, "spots");
    list.dir = told.dir;
    for (const spot of spots) {
      const item = element("li");
      const link = element("a", spot.name);
      link.href = spot.href;
      item.append(link, ` · ${spot.events} · ${spot.within}`);
      list.append(item);
    }
    return list;
  };

  const numberAt = (at, count, className, size) =>
    L.marker(at, {
      icon: L.divIcon({ html: element("span", String(count)), className, iconSize: [size, size] }),
      keyboard: false,
    });

  const nameBelow = (layer, spot, down) =>
    layer.bindTooltip(element("bdi", spot.name), {
      permanent: true, direction: "bottom", offset: [0, down], className: "name", interactive: false,
    });

  // Those that would cover one another at this scale are one badge.
  const gathered = (map, spots) => {
    const groups = [];
    for (const spot of spots) {
      const at = map.latLngToLayerPoint(spot.at);
      const near = groups.find((group) => group.at.distanceTo(at) < NEAR);
      if (near) near.spots.push(spot);
      else groups.push({ at, spots: [spot] });
    }
    return groups.map((group) => group.spots);
  };

  const areaOf = (spot) =>
    L.circle(spot.at, {
      radius: spot.metres, color: ink("--where"), weight: 1.2, dashArray: spot.precise ? null : "5 4",
      fillColor: ink("--where"), fillOpacity: spot.precise ? 0.12 : 0.16,
    }).bindPopup(popupOf([spot]));

  const lone = (spot, layer, room) => {
    const down = spot.precise ? 8 : 12;
    const shown = spot.precise
      ? L.circleMarker(spot.at, {
        radius: Math.min(4 + 1.5 * Math.sqrt(spot.events), 18), color: ink("--paper"), weight: 1.5,
        fillColor: ink("--edge"), fillOpacity: 0.92,
      })
      : numberAt(spot.at, spot.events, "area-number", 28);
    shown.bindPopup(popupOf([spot])).addTo(layer);
    if (room) nameBelow(shown, spot, down);
  };

  const several = (map, spots, layer) => {
    const total = spots.reduce((sum, spot) => sum + spot.events, 0);
    const middle = L.latLngBounds(spots.map((spot) => spot.at)).getCenter();
    numberAt(middle, total, "badge", Math.min(28 + 2 * Math.sqrt(total), 52))
      .on("click", () => {
        const bounds = L.latLngBounds(spots.map((spot) => spot.at));
        if (map.getZoom() < map.getMaxZoom()) map.fitBounds(bounds, { padding: [60, 60], maxZoom: map.getMaxZoom() });
        else L.popup().setLatLng(middle).setContent(popupOf(spots)).openOn(map);
      })
      .addTo(layer);
  };

  // Names of the places of most events, where there is room for them.
  const withRoom = (map, groups) => {
    const taken = [];
    return new Set(groups.filter((group) => {
      const at = map.latLngToLayerPoint(group[0].at);
      const half = 4.5 * group[0].name.length;
      const free = taken.every((other) => Math.abs(other.x - at.x) > half + other.half || Math.abs(other.y - at.y) > 40);
      if (free) taken.push({ x: at.x, y: at.y, half });
      return free && group.length === 1;
    }));
  };

  const draw = ([ground, events]) => {
    const frame = element("div", undefined, "leaflet-box");
    box.querySelector("svg").replaceWith(frame);
    box.removeAttribute("tabindex");
    const map = L.map(frame, {
      attributionControl: false, zoomControl: false, minZoom: 3, maxZoom: 12, zoomSnap: 0.25, maxBounds: [[-10, -35], [55, 80]],
      zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    });
    L.control.zoom({ zoomInTitle: told.closer, zoomOutTitle: told.further }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    const [west, south, east, north] = ground.bbox || [-180, -85, 180, 85];
    const region = L.latLngBounds([[south, west], [north, east]]);
    L.rectangle(region, { stroke: false, fillColor: ink("--sea"), fillOpacity: 1, interactive: false }).addTo(map);
    L.geoJSON(ground, {
      interactive: false,
      style: ({ properties }) => properties.kind === "land"
        ? { stroke: false, fillColor: ink("--land"), fillOpacity: 1 }
        : { color: ink("--border"), weight: 1, dashArray: properties.disputed ? "3 4" : null, fill: false },
    }).addTo(map);
    const spots = events.features.map(spotOf).sort((one, other) => other.events - one.events);
    const areas = L.layerGroup().addTo(map);
    const marks = L.layerGroup().addTo(map);
    for (const spot of [...spots].sort((one, other) => other.metres - one.metres)) areaOf(spot).addTo(areas);
    const mark = () => {
      marks.clearLayers();
      const groups = gathered(map, spots);
      const named = withRoom(map, groups);
      for (const group of groups) {
        if (group.length > 1) several(map, group, marks);
        else lone(group[0], marks, named.has(group));
      }
    };
    map.on("zoomend", mark);
    map.on("popupopen", ({ popup }) => {
      popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", told.close);
    });
    // what is around the circles, found without the map's scale, which is not set yet
    const near = spots.filter((spot) => region.contains(spot.at));
    const bounds = (near.length ? near : spots).map((spot) => spot.at.toBounds(2 * spot.metres));
    if (bounds.length) map.fitBounds(bounds.reduce((all, one) => all.extend(one), bounds[0]), { maxZoom: 9, padding: [20, 20] });
    else map.fitBounds([[10, -10], [40, 60]]);
    mark();
  };

  Promise.all([fetched(told.ground), fetched(told.events)]).then(draw).catch(() => {});
})();

// The time slider: two handles on the days of what is told, over bars that count the quotations of each stretch.
const MOST_BARS = 80;
let stops = [];

function fillTime() {
  const dated = data.evidence.map(daysOf).filter(Boolean);
  stops = [...new Set(dated.flatMap((days) => days))].sort();
  byId("time").hidden = stops.length < 2;
  for (const slider of [byId("from"), byId("until")]) slider.max = Math.max(stops.length - 1, 0);
  resetPeriod();
  const place = new Map(stops.map((day, number) => [day, number]));
  const bars = Math.min(MOST_BARS, stops.length), counts = new Array(bars).fill(0);
  const barOf = (number) => Math.min(Math.floor((number * bars) / stops.length), bars - 1);
  for (const days of dated) counts[barOf(place.get(days[0]))] += 1;
  const most = Math.max(...counts, 1);
  byId("bars").setAttribute("viewBox", `0 0 ${Math.max(bars - 1, 1)} 30`);
  byId("bars").replaceChildren(...counts.map((count, x) => {
    const height = count ? 3 + (27 * count) / most : 0;
    const width = Math.min(0.84, bars / 50);
    return drawnElement("rect", { x: x - width / 2, y: 30 - height, width, height });
  }));
  readPeriod();
}

function resetPeriod() {
  byId("from").value = 0;
  byId("until").value = Math.max(stops.length - 1, 0);
  readPeriod();
}

function readPeriod(moved) {
  const from = byId("from"), until = byId("until"), last = stops.length - 1;
  if (Number(from.value) > Number(until.value)) (moved === from ? until : from).value = moved === from ? from.value : until.value;
  const [first, final] = [Number(from.value), Number(until.value)], whole = last < 1 || (first === 0 && final === last);
  [state.from, state.until] = whole ? ["", ""] : [stops[first], stops[final]];
  from.setAttribute("aria-valuetext", stops[first] ?? "");
  until.setAttribute("aria-valuetext", stops[final] ?? "");
  byId("period").textContent = whole ? `all dates, ${stops[0] ?? ""} – ${stops[last] ?? ""}` : `${stops[first]} – ${stops[final]}`;
  const bars = byId("bars").children;
  for (let bar = 0; bar < bars.length; bar++) {
    const [left, right] = [bar, bar + 1].map((edge) => (edge * stops.length) / bars.length);
    bars[bar].classList.toggle("within", right > first && left <= final);
  }
}

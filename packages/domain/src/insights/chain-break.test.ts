import { expect, it } from "vitest";
import { chainBreak, chainStagesOf } from "./chain-break.ts";

const nps = (detractors: number, passives: number, promoters: number) => ({ detractors, passives, promoters });
const recovered = {
  detractors: { laterGood: nps(40, 60, 100), laterBad: nps(80, 30, 20) },
  others: nps(100, 300, 700),
};
const lost = { detractors: { laterGood: nps(600, 250, 150), laterBad: nps(610, 240, 150) }, others: nps(80, 300, 720) };
const thin = { detractors: { laterGood: nps(20, 5, 4), laterBad: nps(200, 50, 40) }, others: nps(80, 300, 720) };
const unsure = { detractors: { laterGood: nps(20, 6, 4), laterBad: nps(20, 6, 4) }, others: nps(8, 30, 72) };

it("breaks where good later stages surely give nothing back", () => {
  const found = chainBreak([recovered, lost, lost]);
  expect(found).toMatchObject({ breaksAt: 1, verdict: "break" });
  expect(found.stages.map(({ verdict }) => verdict)).toEqual(["noBreak", "break", "break"]);
});

it("never says that nothing breaks where too few answered to tell", () => {
  expect(chainBreak([recovered, thin])).toMatchObject({ breaksAt: null, verdict: "notEnoughData" });
  expect(chainBreak([recovered])).toMatchObject({ breaksAt: null, verdict: "noBreak" });
  expect(chainBreak([])).toMatchObject({ stages: [], breaksAt: null, verdict: "notEnoughData" });
  const nobody = { detractors: { laterGood: nps(0, 0, 0), laterBad: nps(0, 0, 0) }, others: nps(0, 0, 0) };
  expect(chainBreak([nobody]).stages).toEqual([{ drop: null, recovery: null, verdict: "notEnoughData" }]);
});

it("does not take a recovery that is merely unproven for one that is absent", () => {
  expect(chainBreak([unsure]).stages[0]).toMatchObject({ verdict: "noBreak", recovery: { points: 0 } });
});

it("counts passages by what became of those a stage went badly for", () => {
  const stages = chainStagesOf([
    { stages: [3, 8, 9], final: 9 },
    { stages: [3, 8, 6], final: 2 },
    { stages: [6, null, null], final: 7 },
    { stages: [7, 5, null], final: 7 },
    { stages: [null, 2, 7], final: 10 },
  ]);
  expect(stages).toEqual([
    {
      detractors: { laterGood: nps(0, 0, 1), laterBad: nps(1, 0, 0), laterUnknown: nps(0, 1, 0) },
      others: nps(0, 1, 0),
    },
    {
      detractors: { laterGood: nps(0, 0, 1), laterBad: nps(0, 0, 0), laterUnknown: nps(0, 1, 0) },
      others: nps(1, 0, 1),
    },
  ]);
  expect(chainStagesOf([])).toEqual([]);
});

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { acsi, ohioWeights } from "./acsi.ts";
import { csiOfRespondents } from "./csi-of-respondents.ts";

// 250 customers of a mobile operator (Tenenhaus et al. 2005). The file lies beside the repository and may not be in it.
const file = new URL("../../../../../shared/data/mobi_ecsi.csv", import.meta.url);

describe.skipIf(!existsSync(file))("The American index of 250 phone customers", () => {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [""];
  const [header = [], ...rows] = lines.map((line) => line.split(",").map((cell) => cell.replaceAll('"', "").trim()));
  const column = (name: string) => rows.map((row) => Number(row[header.indexOf(name)]));
  const answers = ["CUSA1", "CUSA2", "CUSA3"].map(column);
  const means = answers.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const [satisfaction = 0, expectancy = 0, ideal = 0] = means;
  const deviations = answers.map((values, item) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - means[item]!) ** 2, 0) / (values.length - 1)),
  );

  it("is 72.4122 with the weights of the State of Ohio and 71.9704 with equal ones", () => {
    expect(acsi({ satisfaction, expectancy, ideal }, ohioWeights)).toBeCloseTo(72.4122, 4);
    expect(acsi({ satisfaction, expectancy, ideal })).toBeCloseTo(71.9704, 4);
  });

  it("is 72.4541 with SmartPLS's outer weights, which are of standardised answers", () => {
    const [first = 0, second = 0, third = 0] = [0.36486, 0.38316, 0.45096].map((w, item) => w / deviations[item]!);
    const weights = { satisfaction: first, expectancy: second, ideal: third };
    expect(acsi({ satisfaction, expectancy, ideal }, weights)).toBeCloseTo(72.4541, 4);
  });

  it("is the mean of the respondents' own indexes too, with Student's interval", () => {
    const respondents = rows.map((_, i) => answers.map((values) => values[i]!));
    const found = csiOfRespondents(respondents, [1, 1, 1], { min: 1, max: 10 })!;
    expect(found).toMatchObject({ n: 250, csi: expect.closeTo(71.9704, 4), interval: { method: "t" } });
  });
});

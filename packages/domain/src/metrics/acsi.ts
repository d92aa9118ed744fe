import { csiIndex } from "./csi.ts";

/** Means of the three questions of the American index, each on 1–10: satisfaction, expectancy, closeness to the ideal. */
export type AcsiMeans = { satisfaction: number; expectancy: number; ideal: number };

const acsiScale = { min: 1, max: 10 };

/** The true weights are proprietary; the State of Ohio has published these. */
export const ohioWeights: AcsiMeans = { satisfaction: 0.3885, expectancy: 0.319, ideal: 0.2925 };
const equalWeights: AcsiMeans = { satisfaction: 1, expectancy: 1, ideal: 1 };

/** American Customer Satisfaction Index, 0..100: 100·Σwᵢ(x̄ᵢ − 1)/(9Σwᵢ) (Fornell et al. 1996); null if nothing weighs. */
export function acsi(means: AcsiMeans, weights: AcsiMeans = equalWeights): number | null {
  const parts = ["satisfaction", "expectancy", "ideal"] as const;
  return csiIndex(
    parts.map((part) => ({ rating: means[part], weight: weights[part] })),
    acsiScale,
  );
}

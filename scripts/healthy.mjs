// For HEALTHCHECK: whether this container's server takes requests. Exit code 0 or 1, and its own words.
const answer = await fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`, {
  signal: AbortSignal.timeout(4_000),
})
  .then(async (found) => ({ isReady: found.ok, told: await found.text() }))
  .catch((error) => ({ isReady: false, told: String(error.cause ?? error) }));
process.stdout.write(answer.told);
process.exit(answer.isReady ? 0 : 1);

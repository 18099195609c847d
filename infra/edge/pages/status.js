// Shows what GET /api/v1/health answers: now, on request, and by itself each minute while the page is looked at.
(() => {
  const EVERY_MS = 60_000, PATIENCE_MS = 10_000;
  const find = (id) => document.getElementById(id);
  const summary = find('summary'), systems = find('systems'), seen = find('seen'), again = find('again');

  const say = (kind, text) => {
    summary.className = kind;
    if (summary.textContent !== text) {  // or it would be read out each minute
      summary.textContent = text;
    }
  };

  const row = (name, { status, latencyMilliseconds }) => {
    const made = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = name;
    const answers = document.createElement('td');
    answers.className = status;
    answers.textContent = status === 'ok' ? 'yes' : 'no';
    const took = document.createElement('td');
    took.textContent = String(latencyMilliseconds);
    made.append(head, answers, took);
    return made;
  };

  const show = (health) => {
    const failing = Object.entries(health.dependencies).filter(([, each]) => each.status !== 'ok').map(([name]) => name);
    if (health.status === 'ok') {
      say('ok', 'Everything works.');
    } else {
      say('degraded', `Some of it does not work at the moment: ${failing.join(', ')}.`);
    }
    systems.tBodies[0].replaceChildren(...Object.entries(health.dependencies).map(([name, each]) => row(name, each)));
    systems.hidden = false;
    seen.textContent = `Stage ${health.stage}, release ${health.version}, asked at ${new Date().toLocaleTimeString()}.`;
    seen.hidden = false;
  };

  const ask = async () => {
    again.disabled = true;
    try {
      const answer = await fetch('/api/v1/health', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.status !== 200 && answer.status !== 503) {  // 503 has the same body, and says what fails
        throw new Error(`status ${answer.status}`);
      }
      show(await answer.json());
    } catch (error) {
      say('unknown', `The service does not answer (${error.message}). Bookings that are under way go on by themselves.`);
      systems.hidden = true;
      seen.hidden = true;
    } finally {
      again.disabled = false;
      again.hidden = false;
    }
  };

  again.addEventListener('click', ask);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) { ask(); } });
  setInterval(() => { if (!document.hidden) { ask(); } }, EVERY_MS);
  ask();
})();

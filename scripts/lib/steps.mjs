const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** How a step ended, as its line tells it. */
export function ending(state, note, milliseconds) {
  const remark = typeof note === 'string' ? `, ${note}` : '';
  return `${state}${remark} (${(milliseconds / 1000).toFixed(1)} s)`;
}

/** One line that is alive on a terminal and written in two halves elsewhere. */
function openLine(prefix, out) {
  const since = performance.now();
  const elapsed = () => performance.now() - since;
  let timer;
  let frame = 0;
  const redraw = () => {
    frame = (frame + 1) % FRAMES.length;
    out.write(`\r\x1b[K${prefix} ${FRAMES[frame]} ${Math.floor(elapsed() / 1000)} s`);
  };
  out.write(prefix);
  return {
    work() {
      if (out.isTTY) timer = setInterval(redraw, 100);
    },
    close(state, note) {
      clearInterval(timer);
      if (timer) out.write(`\r\x1b[K${prefix}`);
      out.write(` ${ending(state, note, elapsed())}\n`);
    },
  };
}

/**
 * Runs steps in order, one line each; a failure takes the title of its step.
 * A step is `{ title, current(), run() }`: `current` tells whether nothing is to be
 * done, and both may resolve to a short note.
 */
export async function runSteps(steps, out = process.stdout) {
  for (const [index, step] of steps.entries()) {
    const line = openLine(`[${index + 1}/${steps.length}] ${step.title}:`, out);
    try {
      const current = await step.current();
      if (current) {
        line.close('current', current);
        continue;
      }
      line.work();
      line.close('done', await step.run());
    } catch (error) {
      line.close('failed');
      error.title ??= step.title;
      throw error;
    }
  }
}

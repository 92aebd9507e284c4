import { describe, expect, test } from 'vitest';
import type { Snapshot, SnapshotSource } from '../../src/live/shown.js';
import { madeUpSnapshot, madeUpSource } from './fixtures/made-up.js';
import { openApp } from './fixtures/open-app.js';

/** A source that gives what a test hands it. */
function handSource() {
  const source = madeUpSource([]);
  let tell: (snapshot: Snapshot) => void = () => {};
  let fail: (reason: Error) => void = () => {};
  let listening = true;
  const handed: SnapshotSource = {
    ...source,
    subscribe(listener, failed) {
      tell = listener;
      fail = failed;
      return () => {
        listening = false;
      };
    },
  };
  return {
    source: handed,
    give: (snapshot: Snapshot) => tell(snapshot),
    fail: (reason: Error) => fail(reason),
    listening: () => listening,
  };
}

const row = (screen: string, text: string) =>
  screen.split('\n').find((line) => line.includes(text)) ?? '';

describe('App', () => {
  test('shows scenarios, chart, outcomes, keys and what this is not', async () => {
    const { screen } = await openApp({ rows: 26, columns: 90 });
    expect(screen()).toMatchInlineSnapshot(`
      " toguna   Sahel: recruitment, governance and force         seed demo  ✓ 200 of 200 worlds
      ╭─ Scenarios ──────────────────────╮╭─ Civilian deaths a month (person/month) 1/3 ───────╮
      │   ● A Baseline                   ││ 250 ┤                                              │
      │ ▸ ○ B Jobs first          -1,288 ││     │                                          ⠂   │
      │   ○ C Policing with accou…  -828 ││ 200 ┤                                   ⠂⠂⠂⠂⠂⠂⠂⠂   │
      │   ○ D Local dialogue        -460 ││     │                           ⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⠂⢂⢂⢢⣀ A │
      │   ○ E Crackdown         ! +1,196 ││ 150 ┤                       ⠂⠂⠂⢀⣀⡠⠤⠤⠤⠤⠤⠤⠤⠒⠒⠒⠒⠉⠉⣢   │
      │   ○ F Jobs, policing an…  -2,760 ││     │                   ⠂⠂⢀⡠⠤⠒⠉⠁⣀⣀⡠⡢⠠⠤⠤⠄⡢⠤⠤⠤⡢⠐⠒⠉ B │
      │                                  ││ 100 ┤       ⢀⣀⣀⣀⣀⣀⣀⣀⣀⡠⠤⣀⣀⡠⠁⠐⠒⠊⠁⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠⠠   │
      │ Public works for 12,000 young    ││     │⢀⣀⠤⠔⠐⠊⠉⠁ ⠉⠉⠉⠠⠈⠉⠉⠁⠠⠠⠠                          │
      │ people in Mopti and Ségou, from  ││  50 ┤⠉                                             │
      │ July 2022.                       ││     │                                              │
      │                                  ││   0 ┤                                              │
      │                                  ││     └┬────────┬───────┬────────┬───────┬────────   │
      │                                  ││      2022   2023    2024     2025    2026          │
      ╰──────────────────────────────────╯╰────────────────────────────────────────────────────╯
      ╭─ Outcomes ─────────────────────────────────────────────────────────────────────────────╮
      │    outcome                          B median     change       5-95 % range   better in │
      │ ▸  Civilian deaths, person             7,912   ▼ -1,288    -2,815 to -66.2  172 of 200 │
      │    Recruits, person                   11,000   ▼ -3,102     -6,458 to -417  172 of 200 │
      │    Civilians killed by the state       1,480          0             0 to 0    0 of 200 │
      │    Trust in the state                  0.410  ▲ +0.0304  -0.0122 to 0.0644  172 of 200 │
      │    Cost, USD                          41.0 M  ▲ +41.0 M   4.10 M to 70.5 M             │
      ╰──────────────────────────────── 64 % of the explained spread rests on assumed numbers ─╯
       ↑↓ scenario   Tab next pane   space keep in chart   m next metric   v small char… ? help
       200 of 200 worlds  seed demo     scenario exploration, not a forecast; not for targeting"
    `);
  });

  test('shows the mean of what is rare, where median and range are 0', async () => {
    const made = madeUpSnapshot();
    const none = { median: 0, p05: 0, p95: 0, differenceMedian: 0, baselineMedian: 0 };
    const comparisons = made.comparisons.map((one) => {
      const mean = one.scenario === 'baseline' ? 14 : 33;
      const change = { differenceMean: mean - 14, differenceP05: 0, differenceP95: 0 };
      return one.metric.name === 'deaths' ? { ...one, ...none, mean, ...change } : one;
    });
    const { screen } = await openApp({
      source: madeUpSource([{ ...made, comparisons }]),
      rows: 30,
      columns: 140,
    });
    expect(row(screen(), 'Civilian deaths, person')).toMatch(/0 +mean 33 +0 +mean \+19/);
  });

  test('the same in French, in ASCII', async () => {
    const { screen } = await openApp({ rows: 26, columns: 90, language: 'fr', ascii: true });
    expect(screen()).toMatchInlineSnapshot(`
      " toguna   Sahel: recruitment, governance and force     graine demo  ok 200 mondes sur 200
      +- Scenarios ----------------------++- Civilian deaths a month (person/month) 1/3 -------+
      |   * A Baseline                   || 250 +                                              |
      | > o B Jobs first          -1 288 ||     |                                          .   |
      |   o C Policing with accou~  -828 || 200 +                                   ........   |
      |   o D Local dialogue        -460 ||     |                           ............::.A A |
      |   o E Crackdown         ! +1 196 || 150 +                       ...:AAAAAAAAAAAAAAA:   |
      |   o F Jobs, policing an~  -2 760 ||     |                   ..AAAAABBBBBBBBBBBBBBBBB B |
      |                                  || 100 +        AAAAAAAAAABBBBBBBB.................   |
      | Public works for 12,000 young    ||     | BBBBBBBBBBBBBBBBB..                          |
      | people in Mopti and Segou, from  ||  50 +B                                             |
      | July 2022.                       ||     |                                              |
      |                                  ||   0 +                                              |
      |                                  ||     ++--------+-------+--------+-------+--------   |
      |                                  ||      2022   2023    2024     2025    2026          |
      +----------------------------------++----------------------------------------------------+
      +- Resultats ----------------------------------------------------------------------------+
      |    resultat                      B mediane      ecart    etendue 5-95 %  meilleur dans |
      | >  Civilian deaths, person           7 912   v -1 288    -2 815 a -66,2    172 sur 200 |
      |    Recruits, person                 11 000   v -3 102     -6 458 a -417    172 sur 200 |
      |    Civilians killed by the sta~      1 480          0             0 a 0      0 sur 200 |
      |    Trust in the state                0,410  ^ +0,0304  -0,0122 a 0,0644    172 sur 200 |
      |    Cost, USD                        41,0 M  ^ +41,0 M   4,10 M a 70,5 M                |
      +---------------------- 64 % de la dispersion expliquee repose sur des nombres supposes -+
       j/k scenario   Tab panneau   space garder   m mesure suivante   v petits graphiq~ ? aide
       200 mondes sur 200             exploration de scenarios, ni prevision ni aide au ciblage"
    `);
    expect(screen()).toMatch(/^[\n -~]*$/);
  });

  test('the cursor moves, and the table follows it', async () => {
    const { screen, press } = await openApp({ columns: 140 });
    expect(row(screen(), 'better in')).toContain('B Jobs first');
    await press('jjj');
    expect(row(screen(), 'better in')).toContain('E Crackdown');
    expect(row(screen(), 'Civilians killed by the state')).toMatch(/^│ {2}!/);
    await press('\u001B[A');
    expect(row(screen(), 'better in')).toContain('D Local dialogue');
    await press('g');
    expect(screen()).not.toContain('better in');
  });

  test('m goes through the variables, and the metric of each is marked', async () => {
    const { screen, press } = await openApp();
    expect(row(screen(), 'Civilian deaths, person')).toMatch(/^│ ▸/);
    await press('m');
    expect(screen()).toContain('Fighters (person) 2/3');
    expect(row(screen(), 'Recruits, person')).toMatch(/^│ ▸/);
    await press('mm');
    expect(screen()).toContain('Civilian deaths a month (person/month) 1/3');
  });

  test('space keeps a scenario in the chart when the cursor goes on', async () => {
    const { screen, press } = await openApp();
    // Letters of the scenarios drawn stand right of the chart.
    const drawn = () =>
      screen()
        .split('\n')
        .flatMap((line) => /([A-F]) │$/.exec(line)?.[1] ?? [])
        .join('');
    expect(drawn()).toBe('AB');
    await press('j');
    expect(drawn()).toBe('AC');
    await press('k j');
    expect(drawn()).toBe('ACB');
    expect(row(screen(), 'B Jobs first')).toContain('● B');
  });

  test('help opens and Escape closes it; zoom gives the chart the window', async () => {
    const { screen, press } = await openApp();
    await press('?');
    expect(screen()).toMatch(/Ctrl-Z +suspend/);
    await press('\u001B');
    expect(screen()).not.toContain('suspend');
    await press('z');
    expect(screen()).not.toContain('Outcomes');
    await press('\u001B');
    expect(screen()).toContain('Outcomes');
  });

  test('help scrolls, says that there is more, and moves nothing behind it', async () => {
    const { screen, press, resize } = await openApp({ rows: 24, columns: 80 });
    const before = screen();
    await press('?');
    const top = screen();
    expect(top).toMatch(/\d+ more lines below/);
    expect(top).toContain('previous scenario');
    await press('j');
    expect(screen()).not.toContain('previous scenario');
    expect(screen()).toContain('next scenario');
    await press('k');
    expect(screen()).toBe(top);
    // Far too far: the last row is in sight, and the first key goes back.
    await press('\u001B[6~'.repeat(30));
    const bottom = screen();
    expect(bottom).not.toContain('more lines below');
    expect(bottom).toContain('worlds are still running, and all have run');
    await press('k');
    expect(screen()).not.toBe(bottom);
    await press('G');
    expect(screen()).toBe(bottom);
    await press('\u001B[<65;5;5M\u001B[<64;5;5M\u001B[<65;5;5Mlhm[a r\t');
    expect(screen()).toBe(bottom);
    await press('g\u001B');
    expect(screen()).toBe(before);
    await press('?');
    await resize(200, 60);
    expect(screen()).not.toMatch(/more lines? below/);
  });

  test("the mark of harm is the policy's, whatever outcome is shown", async () => {
    const { screen, press } = await openApp();
    for (const _ of [1, 2, 3]) {
      expect(row(screen(), 'E Crackdown')).toMatch(/!/);
      expect(row(screen(), 'B Jobs first')).not.toMatch(/!/);
      await press('m');
    }
  });

  test('no share is shown whose error is larger than itself', async () => {
    const snapshot = madeUpSnapshot();
    const assumedShares = [{ metric: 'deaths', share: 0, error: 0.23 }];
    const { screen } = await openApp({ source: madeUpSource([{ ...snapshot, assumedShares }]) });
    expect(screen()).toContain('200 worlds are too few to say how much rests on assumed numbers');
    expect(screen()).not.toContain('±');
  });

  test('titles that begin alike are told apart', async () => {
    const source = madeUpSource([madeUpSnapshot()]);
    const scenarios = source.scenarios.map((one, i) => ({
      ...one,
      title: `40 million dollars on ${['nothing', 'jobs', 'conduct', 'operations', 'services', 'talks'][i]}`,
    }));
    const { screen } = await openApp({ source: { ...source, scenarios }, columns: 80, rows: 24 });
    for (const end of ['jobs', 'conduct', 'operations', 'services']) {
      expect(screen().split('\n').slice(2, 12).join('\n')).toContain(`…${end}`);
    }
  });

  test('keys that nobody knows and pasted text do nothing', async () => {
    const { screen, press } = await openApp();
    const before = screen();
    await press('\u001B[1;5P\u001B[0n\u001B[29;5~\u001BP1$r\u001B\\\u001B[200~qqq\r\u001B[201~');
    await press('\u001Bq\u001B[113u\u0000\uD800');
    expect(screen()).toBe(before);
  });

  test('Ctrl-Z is handed on', async () => {
    const { press, suspended } = await openApp();
    await press('\u001A');
    expect(suspended()).toBe(1);
  });

  test('says that the first worlds run, then follows them, then why they stopped', async () => {
    const hand = handSource();
    const { screen, close } = await openApp({ source: hand.source });
    expect(screen()).toContain('The first worlds are running.');
    hand.give(madeUpSnapshot(25));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(screen()).toContain('◌ 25 of 200 worlds');
    // A burst: only the last is drawn.
    for (const done of [50, 100, 200]) hand.give(madeUpSnapshot(done));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(screen()).toContain('✓ 200 of 200 worlds');
    hand.fail(new Error('worker ended'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(screen()).toContain('The run stopped: worker ended');
    expect(screen()).toContain('Civilian deaths, person');
    close();
    expect(hand.listening()).toBe(false);
  });

  test('warnings, unchecked units and worlds left out are on screen', async () => {
    const source: SnapshotSource = {
      ...madeUpSource([{ ...madeUpSnapshot(), failures: [{ scenario: 'jobs', worlds: 3 }] }]),
      unitsChecked: false,
      warnings: ['mali.yaml:4:3: the intervention never meets the horizon'],
    };
    const { screen, press } = await openApp({ source, columns: 120 });
    expect(screen().split('\n')[0]).toMatch(/units unchecked {2}1 warning {2}3 left out/);
    await press('?');
    expect(screen()).toContain('warning: mali.yaml:4:3: the intervention never meets the horizon');
  });

  test('fills every window exactly, and says when it is too small', async () => {
    const { screen, resize } = await openApp();
    for (const [columns, rows] of [
      [80, 22],
      [80, 24],
      [133, 41],
      [200, 60],
    ] as const) {
      await resize(columns, rows);
      expect(screen().split('\n')).toHaveLength(rows);
      expect(screen()).toContain('not for targeting');
    }
    await resize(60, 15);
    expect(screen().trim()).toBe('The window is 60x15. toguna needs 80x22.');
  });

  test('one scenario, no metrics, no views: nothing breaks', async () => {
    const source: SnapshotSource = {
      ...madeUpSource([{ comparisons: [], paths: [], done: 0, total: 0 }]),
      scenarios: [{ name: 'only', title: 'Only' }],
      views: [],
    };
    const { screen, press } = await openApp({ source });
    await press('jk m\tz?');
    await press('\u001B');
    await press('\u001B');
    expect(screen()).toContain('A Only');
  });

  test('hostile text in files cannot reach the terminal', async () => {
    const source: SnapshotSource = {
      ...madeUpSource([madeUpSnapshot()]),
      model: 'a\u001B[2Jb\u202ec\nd',
      scenarios: [{ name: 'x', title: '\u001B]0;title\u0007' }],
    };
    const { screen } = await openApp({ source });
    expect(screen()).toContain('a\\x1b[2Jb\\u202ec d');
    expect(screen()).toContain('\\x1b]0;title\\x07');
  });
});

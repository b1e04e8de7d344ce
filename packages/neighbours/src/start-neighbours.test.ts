import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { postForm, startBench } from '../test/harness.ts';
import { freePorts, startNeighbours } from './start-neighbours.ts';

const paths = {
  eid: ['/', '/control', '/interaction/none'], register: ['/', '/notices', '/persons', '/control', '/none'], catcher: ['/', '/devices', '/control'], cards: ['/', '/control'],
  payments: ['/', '/control', '/pay/none'], companies: ['/', '/companies/5599900015/change', '/control'], tax: ['/', '/employers', '/notices', '/control'],
  passports: ['/', '/control'], court: ['/', '/control'], keys: ['/', '/control'], union: ['/', '/control'],
};

test('every page wears the banner, allows no script and loads nothing from elsewhere', async () => {
  const bench = await startBench();
  try {
    for (const [name, list] of Object.entries(paths)) {
      for (const path of list) {
        const answer = await fetch(bench.urls[name as keyof typeof paths] + path, { headers: { accept: 'text/html' } });
        const page = await answer.text();
        assert.match(page, /Simulated neighbour/, `${name}${path}`);
        assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
        assert.notEqual(answer.headers.get('referrer-policy'), 'no-referrer', 'forms would come with the origin null');
        assert.doesNotMatch(page, /<script|https?:\/\/(?!127\.0\.0\.1)/, `${name}${path}`);
        assert.match(page, /<html lang="en" dir="ltr">/);
      }
    }
  } finally {
    await bench.close();
  }
});

test('the control page keeps what was ticked, and the delay, over a restart', async () => {
  const bench = await startBench();
  try {
    const { status } = await postForm(`${bench.urls.register}/control`, { form: 'whole', delay: '40', paused: 'on' });
    assert.equal(status, 303);
    const state = async () => await (await fetch(`${bench.urls.register}/control`)).json();
    const expected = { delay: 40, down: false, duplicate: false, badSignature: false, paused: true };
    assert.deepEqual(await state(), expected);
    await bench.restart();
    assert.deepEqual(await state(), expected);
    assert.equal((await postForm(`${bench.urls.register}/control`, { form: 'whole', delay: 'many' })).status, 400);
    await postForm(`${bench.urls.register}/control`, { reset: 'true' });
    assert.deepEqual(await state(), { ...expected, delay: 0, paused: false });
  } finally {
    await bench.close();
  }
});

test('a port that is taken is an error at once, and leaves nothing running', async () => {
  const bench = await startBench();
  try {
    const dataDir = mkdtempSync(join(tmpdir(), 'neighbours-'));
    const ports = { ...freePorts, cards: Number(new URL(bench.urls.cards).port) };
    await assert.rejects(startNeighbours({ dataDir, authorityUrl: bench.authority.url, ports }), { code: 'EADDRINUSE' });
    rmSync(dataDir, { recursive: true });
  } finally {
    await bench.close();
  }
});

import { chromium, type Page } from 'playwright-core';
import { writeFileSync } from 'node:fs';
const lang = process.argv[2] ?? 'sv'; const width = Number(process.argv[3] ?? 320); const dark = process.argv[4] === 'dark';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-component-update','--disable-sync','--no-first-run'] });
let n=0;
const person = async (locale:string) => (await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 700 }, locale, colorScheme: dark?'dark':'light' })).newPage();
const shot = async (page:Page, name:string) => { await page.screenshot({ path: `/tmp/shots/${lang}-${width}${dark?'d':''}-${String(n++).padStart(2,'0')}-${name}.png`, fullPage: true }); console.log('=====', n, name, page.url(), await page.title()); console.log((await page.locator('main').first().innerText()).slice(0,1500)); };
const login = async (page:Page, name:string, path='/login?with=eid&back=/my') => { await page.goto('http://127.0.0.1:3000'+path); await shot(page,'eid'); await page.getByRole('button', { name }).first().click(); };
const birth = process.argv[5] ?? 'mona'; const one = process.argv[6] ?? 'Sarah Doe', two = process.argv[7] ?? 'Adam Doe';
await fetch('http://127.0.0.1:3102/births/expected/'+birth,{method:'POST',redirect:'manual'});
const sarah = await person(lang);
await sarah.waitForTimeout(1500);
await login(sarah, one); await shot(sarah,'my');
await sarah.locator('a[href*="/offer"]').first().click(); await shot(sarah,'offer');
const cont = (p:Page) => p.locator('main form button[name=do][value=continue], main form button[type=submit]').first();
await sarah.locator('main a.ds-button, main form button').first().click(); await shot(sarah,'confirm');
for (let i=0;i<8;i++) {
  const p = sarah; const url = p.url();
  if (/check$/.test(url)) break;
  if (/\/tasks$/.test(url)) { await p.locator('main a[href*="/form/"], main a[href$="/check"]').first().click(); await shot(p,'task'); continue; }
  for (const r of await p.locator('input[type=radio][value=true]').all()) await r.check().catch(()=>{});
  if (await p.locator('[name="person.passport-number"]').count()) {
    if (!(await p.inputValue('[name="person.passport-number"]'))) { await cont(p).click(); await shot(p,'empty-errors'); }
    await p.fill('[name="person.passport-number"]','N0123456'); await p.selectOption('[name="person.passport-country"]','SY');
    await p.fill('[name="person.passport-valid-to.day"]','1'); await p.fill('[name="person.passport-valid-to.month"]','2'); await p.fill('[name="person.passport-valid-to.year"]','2031');
  }
  if (await p.locator('input[type=file]').count()) await p.setInputFiles('input[type=file]', { name:'pass.jpg', mimeType:'image/jpeg', buffer: await (await import('sharp')).default({create:{width:800,height:600,channels:3,background:'#88aacc'}}).jpeg().toBuffer() });
  await cont(p).click(); await shot(p,'next');
}
await sarah.locator('main form button').last().click(); await shot(sarah,'sent');
const caseUrl = sarah.url().replace(/\/sent$/,'');
await sarah.goto(caseUrl); await shot(sarah,'case-waiting');
const adam = await person(lang);
await login(adam, two); await shot(adam,'my-adam');
await adam.goto(caseUrl + '/approval'); await shot(adam,'approval');
await adam.locator('input[type=radio][value=true]').first().check();
const t = Date.now(); await cont(adam).click(); console.log('approve ms', Date.now()-t); await shot(adam,'approved');
await adam.goto(caseUrl); await shot(adam,'case-granted');
await adam.waitForTimeout(1500);
await adam.goto(caseUrl + '/decision'); await shot(adam,'decision');
await adam.goto(caseUrl + '/visit'); await shot(adam,'visit');
await adam.goto('http://127.0.0.1:3000/me'); await shot(adam,'me');
await adam.goto('http://127.0.0.1:3000/me/contact'); await shot(adam,'contact');
await adam.goto(caseUrl + '/messages'); await shot(adam,'messages');
await adam.goto('http://127.0.0.1:3103/'); await shot(adam,'catcher');
writeFileSync('/tmp/shots/case.txt', caseUrl);
await browser.close();

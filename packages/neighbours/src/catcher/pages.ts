import { html } from '../shared/html.ts';
import type { Html } from '../shared/html.ts';
import type { Device } from './devices.ts';
import type { Channel, Message } from './messages.ts';

export const catcherName = 'mail, SMS, push and letter catcher';
export const catcherMenu = [['/', 'Messages'], ['/devices', 'Phones'], ['/control', 'Control']] as const;

const channels: Record<Channel, string> = { email: 'E-mail', sms: 'SMS', push: 'Push', letter: 'Letter' };

const articleOf = (message: Message) => html`<article><p class="dim"><b>${channels[message.channel]}</b> to <bdi>${message.to}</bdi>, <time datetime="${message.at}">${message.at.replace('T', ' ').slice(0, 19)} UTC</time></p>
  ${message.subject ? html`<b dir="auto">${message.subject}</b>` : ''}<pre dir="auto">${message.text}</pre>
  ${message.problem ? html`<p class="bad">${message.problem}</p>` : ''}
  ${message.address ? html`<pre dir="auto">${message.address.join('\n')}</pre>` : ''}
  ${message.pdf ? html`<p><a href="${message.pdf}">Open the letter (PDF)</a></p>` : ''}
  ${message.attachments?.length ? html`<p class="dim">Attached: ${message.attachments.join(', ')}</p>` : ''}</article>`;

export type MessageFilter = { to: string; channel: string; refresh: boolean };

export function messagesPage(messages: Message[], filter: MessageFilter): Html {
  return html`<form class="row" role="search"><div><label for="to">Recipient</label><input id="to" name="to" value="${filter.to}" dir="auto"></div>
    <div><label for="channel">Channel</label><select id="channel" name="channel"><option value="">all</option>
    ${Object.entries(channels).map(([value, text]) => html`<option value="${value}" ${filter.channel === value ? html`selected` : ''}>${text}</option>`)}</select></div>
    <label class="tick"><input type="checkbox" name="refresh" value="5" ${filter.refresh ? html`checked` : ''}> load anew every 5 seconds</label><button>Show</button></form>
    <p class="dim">${messages.length} messages, newest first${messages.length > 200 ? '; 200 are shown' : ''}</p>
    ${messages.slice(0, 200).map(articleOf)}`;
}

export function devicesPage(devices: Device[]): Html {
  return html`<p>A simulated phone takes web push like a real one: it has its own keys, and only it can read what is sent to it.</p>
    <form method="post" action="/devices" class="row"><div><label for="label">Whose phone</label><input id="label" name="label" dir="auto"></div><button class="main">Create a phone</button></form>
    ${devices.map((device) => html`<article><b><bdi>${device.label}</bdi></b> <small>${device.id}</small>
      <p><a href="/devices/${device.id}">What it shows</a></p>
      <form method="post" action="/devices/${device.id}/remove"><button>Throw it away (410 from now on)</button></form></article>`)}`;
}

export function devicePage(device: Device, messages: Message[], subscription: string): Html {
  return html`<p><a href="?refresh=5">Load anew every 5 seconds</a></p>${messages.length === 0 ? html`<p class="dim">Nothing yet.</p>` : messages.map(articleOf)}
    <h2>Its push subscription</h2><pre class="box">${subscription}</pre><p class="dim">Created ${device.createdAt}</p>`;
}

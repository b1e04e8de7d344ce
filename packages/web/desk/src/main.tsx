import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import './styles/desk.css';
import { returnToPlace } from './api/place.ts';
import { queries } from './api/queries.ts';
import { listenToKeys } from './keys/keys.ts';
import { isPiece } from './kit/piece.ts';
import { router } from './routes.tsx';
import { keptLook, showLook } from './shell/look.ts';
import { MeProvider } from './shell/me.tsx';
import { speak } from './words/say.ts';

// A view of an earlier build that is no longer there: the page is fetched anew, once.
addEventListener('vite:preloadError', (event) => {
  if (isPiece()) return;
  if (sessionStorage.getItem('desk-reloaded') === location.pathname) return;
  sessionStorage.setItem('desk-reloaded', location.pathname);
  event.preventDefault();
  location.reload();
});

const look = keptLook();
showLook(look);
await speak(look.language);
listenToKeys();
createRoot(document.getElementById('desk')!).render(
  <QueryClientProvider client={queries}>
    <MeProvider>
      <RouterProvider router={router} />
    </MeProvider>
  </QueryClientProvider>,
);
returnToPlace();
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/desk/sw.js', { scope: '/desk/' }).catch(() => {});

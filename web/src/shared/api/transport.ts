import type { Transport } from '@yinxin/client';

let csrf: string | null = null;

/** The session hands its token over whenever it is read anew. */
export function rememberCsrf(token: string | null): void {
  csrf = token;
}

export const transport: Transport = {
  baseUrl: '',
  fetch: (url, init) => window.fetch(url, init),
  csrf: () => csrf,
};

/** A transport that tells how much of the body has been sent, 0 to 1 (`fetch` cannot). */
export function uploadTransport(onProgress: (share: number) => void): Transport {
  return { ...transport, fetch: (url, init) => sendWithProgress(url, init, onProgress) };
}

function sendWithProgress(url: string, init: RequestInit, onProgress: (share: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(init.method ?? 'POST', url);
    new Headers(init.headers).forEach((value, name) => {
      request.setRequestHeader(name, value);
    });
    request.responseType = 'blob';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const answer: unknown = request.response;
      const headers = { 'content-type': request.getResponseHeader('content-type') ?? '' };
      resolve(new Response(answer instanceof Blob ? answer : null, { status: request.status, headers }));
    };
    request.onerror = () => reject(new TypeError('network'));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    init.signal?.addEventListener('abort', () => request.abort());
    request.send(init.body instanceof FormData || typeof init.body === 'string' ? init.body : null);
  });
}

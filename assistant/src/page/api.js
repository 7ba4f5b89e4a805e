// The assistant's own operations. A refusal is thrown as its problem document.
export async function ask(operation, params = {}, signal = undefined) {
  const response = await fetch(`/own/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
    cache: 'no-store',
    signal,
  });
  const body = await response.json();
  if (!response.ok) throw body;
  return body;
}

export const isProblem = (error) => typeof error?.code === 'string' && typeof error?.detail === 'object';

import { expect, test } from 'vitest';
import { formsOf, programmes } from './index.ts';

test('orders, projects and programmes are told apart by their codes alone', () => {
  for (const codes of [
    programmes.map((p) => p.code),
    programmes.map((p) => p.orderPrefix),
    programmes.flatMap((p) => p.projects.map((one) => one.code)),
  ]) {
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  }
});

test('every form that a material names exists', () => {
  for (const p of programmes) {
    const forms = new Set(formsOf(p.code).map((f) => f.code));
    const services = p.services.flatMap((s) => (s.channel === 'online' ? (s.materials ?? []) : []));
    const materials = [...p.projects.flatMap((one) => one.materials), ...services];
    for (const { form } of materials) if (form !== undefined) expect(forms, `${p.code} ${form}`).toContain(form);
    expect(forms, p.code).toContain(p.refund.letterForm);
  }
});

test('links between help articles lead somewhere', () => {
  for (const p of programmes) {
    const slugs = new Set(p.articles.map((a) => a.slug));
    for (const { body } of p.articles) {
      for (const text of [body.zh, body.en]) {
        for (const [, slug = ''] of text.matchAll(/\]\(\/help\/([a-z-]+)\)/g)) expect(slugs).toContain(slug);
      }
    }
  }
});

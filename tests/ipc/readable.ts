import { z } from 'zod'
import { Connection } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import type { DocumentKind } from '../../electron/store/kinds'
import { value, type App } from './app'

const named = z.array(z.object({ kind: z.string(), doc_id: z.string(), revision: z.number() }))
const pictured = z.array(z.object({ image_id: z.string() }))
const rowsOf = async (app: App, sql: string) => {
  const db = await Connection.open(vaultFile(app.dataFolder), 'readOnly')
  const rows = await db.read((tx) => tx.all(sql))
  await db.close()
  return rows
}

/**
 * Everything that an open vault can still read, whatever the screens show: every revision of every document, drafts,
 * typing beside them, kept forms, pictures and their thumbnails.
 */
export async function readable(app: App): Promise<{ text: string; pictures: number }> {
  const vault = app.folder.current()!
  const found: unknown[] = []
  for (const one of named.parse(await rowsOf(app, 'SELECT kind, doc_id, revision FROM document_revision'))) {
    const read = await vault.documents.byRevision(one.kind as DocumentKind, one.doc_id, one.revision)
    if (read.ok) found.push(read.value.body)
  }
  const { drafts } = value(await vault.drafts.list())
  for (const { examId } of drafts) {
    const draft = await vault.drafts.get(examId)
    if (draft.ok) found.push(draft.value.body)
    found.push(value(await vault.besides.list(examId)))
  }
  let pictures = 0
  for (const { image_id: imageId } of pictured.parse(await rowsOf(app, 'SELECT image_id FROM image'))) {
    const reader = await vault.images.open(imageId)
    if (reader.ok) await reader.value.close()
    const small = await vault.images.thumbnail(imageId)
    const facts = await vault.images.get(imageId)
    if (facts.ok) found.push(facts.value.record)
    if (reader.ok || small.ok) pictures += 1
  }
  return { text: JSON.stringify(found), pictures }
}

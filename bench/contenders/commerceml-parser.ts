import { createReadStream, type ReadStream } from 'node:fs'
import type { Prepare } from '../child/main.ts'
import { peer } from './peer.ts'

interface Package {
  CommerceMlImportParser: new () => { onProduct(callback: () => void): void; parse(input: ReadStream): Promise<void> }
  CommerceMlOffersParser: new () => { onOffer(callback: () => void): void; parse(input: ReadStream): Promise<void> }
}

export const prepare: Prepare = async (job) => {
  const { CommerceMlImportParser, CommerceMlOffersParser } = await peer<Package>(job, 'commerceml-parser')
  return async () => {
    let entities = 0
    const count = (): void => {
      entities++
    }
    if (job.kind === 'import') {
      const parser = new CommerceMlImportParser()
      parser.onProduct(count)
      await parser.parse(createReadStream(job.path))
    } else {
      const parser = new CommerceMlOffersParser()
      parser.onOffer(count)
      await parser.parse(createReadStream(job.path))
    }
    return { entities }
  }
}

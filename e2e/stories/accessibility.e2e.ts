import { CockpitError } from '../../lib/errors.ts'
import { clearGallery, prepareGallery } from '../screenshots/gallery.ts'
import { namesOf, play, scenes } from '../screenshots/play.ts'
import { axeFinds } from '../support/axe.ts'
import { test as base, expect, type RealWorld } from '../support/story.ts'

const test = base.extend<object, { readonly gallery: RealWorld }>({
  gallery: [
    async ({ grounds: { real } }, use) => {
      if (real === null) throw new CockpitError('invalid', 'The gallery stands on the real control plane.')
      await prepareGallery(real.cluster)
      await use(real)
      await clearGallery(real.cluster)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

// Scenes lack a session, a right, a page, or a cockpit that still answers.
const lacking =
  /the server responded with a status of (401|403|404)|net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/

test.use({ expectedErrors: [lacking] })

// Each worker has a gallery of its own, so both share the work.
// Some scenes start a control plane of their own, or wait for one that comes back.
test.describe.configure({ mode: 'parallel', timeout: 240_000 })

for (const scene of scenes) {
  test(`axe finds nothing in ${namesOf(scene).join(', ')}, light and dark`, { tag: '@real' }, async ({
    page,
    gallery,
  }) => {
    await play(scene, gallery, page, async ({ name }) => {
      expect.soft(await axeFinds(page), name).toEqual([])
    })
  })
}

// Why a picture was not shown to any model, in words.
import type { PictureFault } from "../domain/picture.ts";

export function unshownReason(fault: PictureFault): string {
  switch (fault.kind) {
    case "elsewhere":
      return fault.host === null ? "its address cannot be read" : `it is at ${fault.host}, not on GitHub`;
    case "no-address":
      return "GitHub gives no address at which an app can read it";
    case "not-answered":
      return fault.status === null
        ? "GitHub did not serve it"
        : `GitHub answered ${fault.status} instead of serving it`;
    case "redirected":
      return "its address leads on to another one";
    case "no-raster":
      return "it is no PNG, JPEG, GIF or WebP picture";
    case "too-many-bytes":
      return `it is larger than ${Math.floor(fault.most / 100_000) / 10} MB`;
    case "wrong-size":
      return `models do not take ${fault.width} by ${fault.height} pixels`;
    case "too-many":
      return "others before it were enough";
    default:
      return fault satisfies never;
  }
}

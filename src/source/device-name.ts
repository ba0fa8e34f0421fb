const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])$/i

/**
 * Whether Windows opens a device under this name: `CON.xml` is the console, whatever follows the dot, and so is
 * `con .xml` ("Naming Files, Paths, and Namespaces"); `aux cable.jpg` is a picture.
 */
export const isDeviceName = (segment: string): boolean => DEVICE.test((segment.split('.', 1)[0] as string).trimEnd())

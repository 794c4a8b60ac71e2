/// Passphrases of plain words, which people can read aloud and type.
package enum Passphrase {
  /// One of 256 words for each byte of chance: eight bits a word, behind scrypt.
  ///
  /// Four for a shift: one day, on tmpfs only. Six for a file that travels.
  package static func drawn(_ entropy: Entropy, words count: Int) -> String {
    entropy.bytes(count).map { words[Int($0)] }.joined(separator: "-")
  }

  private static let words = Passphrase.list.split(separator: " ").map(String.init)

  /// 256 short everyday words.
  private static let list = """
    abadi abang acara adik agung air ajak akar akrab alam alat alir aman ambil ampuh anak anggur \
    angin angka angsa antar apel api arah arus asam asap asli atap awan ayam ayah ayun badai \
    badan bagus bahan baju bakau baku balok bambu banyak bara barat baris baru basah batang batik \
    batu bawah bayam bebek beda bekal belut benar benang benih beras berat beri besar besi betul \
    biasa bibit bidang biji bilah bintang biru bisik bola bolu botol buah buat bubur budi bukit \
    buku bulan bulat bumi bunga burung busur cabai cahaya cakap candi cangkir cantik cari catat \
    celana cepat cerah cerita cermin cincin coklat cuaca cuci daging dahan damai danau dapur \
    darat dasar datang daun dayung dekat depan deras desa dinding dingin domba dua duduk duku \
    durian ekor elang emas embun empat enam encer erat es fajar gajah galah gambar garam garis \
    gelang gelas gerak gitar goreng gula gunung guru halus hangat harum hasil hati hemat hijau \
    hitam hujan hutan ibu ikan ikat indah ingat intan irama isi jagung jahe jalan jambu jaring \
    jati jauh jelas jembatan jernih jeruk jujur kabar kabut kaca kain kakak kaki kaleng kamar \
    kapal kapas karung kayu kebun kecil kelapa keluarga kembang kertas ketan kijang kilat kipas \
    kolam kopi kota kuat kuda kue kuning kunyit labu lada ladang lagu lampu langit lantai lapang \
    laut layar lebah lemon lengkap lidah lima lincah lumbung madu maju makan malam manggis manis \
    mantap mata melati merah merpati minum muda murah musim nada naga nanas nasi padi pagi paku \
    panah pandan pantai pasir payung pelangi perahu
    """
}

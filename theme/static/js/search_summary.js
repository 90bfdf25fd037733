// What was found, in one sentence.
import { MOST } from "./search_words.js";

const number = new Intl.NumberFormat("vi");

// The question in quotes, cut when it is very long.
export const named = (q) => `“${q.trim().length > 60 ? `${q.trim().slice(0, 60)}…` : q.trim()}”`;

export function summary({ query, first, near, done, missing, long }) {
  const q = named(query.q);
  const cut = long ? ` Chỉ tìm theo ${MOST} từ đầu.` : "";
  const gaps = cut + (missing.length ? " Chưa đọc được một phần chỉ mục: có thể còn thiếu kết quả." : "");
  if (!done) return `Đã thấy ${number.format(first + near)} kết quả cho ${q}. Đang tìm tiếp trong tin cũ hơn…`;
  if (first && near) return `Có ${number.format(first)} kết quả cho ${q}, và ${number.format(near)} kết quả có đủ các từ ấy nhưng không liền nhau.${gaps}`;
  if (first) return `Có ${number.format(first)} kết quả cho ${q}.${gaps}`;
  if (near) return `Không có nơi nào viết liền ${q}. Có ${number.format(near)} kết quả có đủ các từ ấy.${gaps}`;
  const limits = query.section || query.year || query.strict;
  return `Không tìm thấy gì cho ${q}. Thử bớt từ${limits ? ", bỏ bớt điều kiện lọc" : ""}, hoặc gõ không dấu.${gaps}`;
}
